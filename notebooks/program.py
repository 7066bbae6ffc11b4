"""Runs fxsens from a notebook and reads what it prints.

The program is the one that FXSENS names, else ../target/release/fxsens, else the first on the PATH.
"""

import json
import os
import shutil
import subprocess
from io import StringIO
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
EXECUTABLE = ".exe" if os.name == "nt" else ""


def program() -> Path:
    """Where the program is."""
    named = os.environ.get("FXSENS")
    built = ROOT / "target" / "release" / f"fxsens{EXECUTABLE}"
    found = Path(named) if named else built if built.is_file() else shutil.which("fxsens")
    if not found or not Path(found).is_file():
        place = f"FXSENS names {named}, which is not a file" if named else f"it is neither at {built} nor on the PATH"
        raise FileNotFoundError(
            f"there is no fxsens program: {place}. Build it with `cargo build --release -p fxsens` in {ROOT}, "
            "or set FXSENS to its path."
        )
    return Path(found).resolve()


def fxsens(*arguments: object) -> str:
    """What `fxsens ARGUMENTS` prints, run in the root of the repository. A failure shows the program's own message."""
    done = subprocess.run(
        [program(), *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode == 2:
        raise RuntimeError(f"fxsens {' '.join(map(str, arguments))}\n{done.stderr}")
    return done.stdout


def fxsens_json(*arguments: object) -> dict:
    """The JSON that `fxsens ARGUMENTS --format json` prints."""
    return json.loads(fxsens(*arguments, "--format", "json"))


def terms(fit: dict) -> pd.DataFrame:
    """The coefficients of a fit, one row per term."""
    return pd.DataFrame(fit["terms"]).set_index("name")


def series(*ids: str) -> pd.DataFrame:
    """Catalogued series as columns, one row per month."""
    columns = {}
    for name in ids:
        shown = pd.read_csv(StringIO(fxsens("data", "show", name, "--format", "csv")))
        values = shown.iloc[:, 1].to_numpy()
        columns[name] = pd.Series(values, index=pd.PeriodIndex(shown["Period"], freq="M"))
    return pd.DataFrame(columns)
