"""Runs the program and compares what it writes with the JSON Schemas of this folder and the tables of docs/schema.md.

    FXSENS=target/release/fxsens python docs/schema/check.py

Needs jsonschema and pyarrow, which notebooks/requirements.txt pins. A key or a column that is not documented fails, and so does a
documented one that is missing.
"""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
M1 = "studies/digital-deficit/m1.toml"

# Schema, and the command whose standard output it describes.
COMMANDS = [
    ("models", ["models"]),
    ("tests", ["test"]),
    ("test", ["test", "adf", "--series", "usdjpy"]),
    ("test", ["test", "pss-bounds", "--series", "usdjpy,bop_goods_services_12m,gap_10y"]),
    ("test", ["test", "kpss", "--series", "gap_10y"]),
    ("claims", ["claims"]),
    ("curve-specs", ["curve", "--dry-run"]),
    ("scenarios", ["scenario"]),
    ("scenario", ["scenario", "doubling"]),
    ("scenario", ["scenario", "meti-18", "--spec", "m1"]),
    ("valuation", ["scenario", "--valuation"]),
    ("backtest", ["backtest", "--formula", "usdjpy ~ gap_10y"]),
    ("placebo", ["placebo", M1, "--term", "bop_goods_services_12m"]),
    ("coverage", ["coverage", M1, "--draws", "20"]),
    ("verify", ["verify"]),
    ("data-list", ["data", "list"]),
    ("data-show", ["data", "show", "gap_10y"]),
    ("data-check", ["data", "check"]),
    ("data-layouts", ["data", "layouts"]),
    ("data-read", ["data", "read", "tests/cmd/fixtures/jgbcm.csv"]),
    ("data-read", ["data", "read", "tests/cmd/fixtures/rates.csv"]),
    ("data-vintages", ["data", "vintages", "usdjpy"]),
    ("data-verify", ["data", "verify"]),
    ("fit", ["fit", "--model", "quantile", "--formula", "usdjpy ~ gap_10y", "--first", "2015-12"]),
]

# Series imported twice, so that the store has two states to list and to compare.
STATES = [("2026-06-01", "2024-01,1.5\n2024-02,1.25\n2024-03,1\n"), ("2026-07-01", "2024-01,1.5\n2024-02,1.75\n2024-04,2\n")]


class Check:
    """One run: where the program is, where it writes, and what did not agree."""

    def __init__(self, binary: Path, folder: Path) -> None:
        self.binary, self.folder, self.problems, self.checked = binary, folder, [], 0
        schemas = [json.loads(path.read_text("utf-8")) for path in sorted(HERE.glob("*.schema.json"))]
        for schema in schemas:
            Draft202012Validator.check_schema(schema)
        self.registry = Registry().with_resources([(s["$id"], Resource.from_contents(s)) for s in schemas])
        self.schemas = {s["$id"].removesuffix(".schema.json"): s for s in schemas}
        self.used = set()

    def run(self, *arguments: str) -> str:
        """Standard output of a run that must succeed."""
        environment = {**os.environ, "FXSENS_STORE": str(self.folder / "store")}
        done = subprocess.run(
            [self.binary, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8"
        )
        if done.returncode:
            sys.exit(f"fxsens {' '.join(arguments)} failed:\n{done.stderr}")
        return done.stdout

    def document(self, schema: str, text: str, what: str) -> None:
        """Compares a JSON document with its schema."""
        self.checked += 1
        self.used.add(schema)
        value = json.loads(text)
        validator = Draft202012Validator(self.schemas[schema], registry=self.registry)
        for error in sorted(validator.iter_errors(value), key=lambda error: list(map(str, error.path)))[:5]:
            place = "/".join(map(str, error.absolute_path)) or "(root)"
            self.problems.append(f"{what}: {place}: {error.message[:300]} [{schema}.schema.json]")

    def columns(self, path: Path, expected: list[tuple[str, str]]) -> None:
        """Compares names, order and types of a file's columns with the documented ones."""
        self.checked += 1
        found = parquet_columns(path) if path.suffix == ".parquet" else csv_columns(path, dict(expected))
        if found != expected:
            self.problems.append(f"{path.name}: columns are {found}, documented are {expected}")


def parquet_columns(path: Path) -> list[tuple[str, str]]:
    """Names and documented types of a Parquet file."""
    def kind(of: pa.DataType) -> str:
        if pa.types.is_integer(of):
            return "integer"
        return "number" if pa.types.is_floating(of) else "text"

    return [(field.name, kind(field.type)) for field in pq.read_schema(path)]


def csv_columns(path: Path, expected: dict[str, str]) -> list[tuple[str, str]]:
    """Names of a CSV's columns, each with its documented type when every cell is empty or of it."""
    def is_of(kind: str, cell: str) -> bool:
        try:
            return kind == "text" or cell == "" or (int(cell) if kind == "integer" else float(cell)) is not None
        except ValueError:
            return False

    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    names = rows[0]
    kinds = []
    for position, name in enumerate(names):
        kind = expected.get(name, "text")
        kinds.append((name, kind if all(is_of(kind, row[position]) for row in rows[1:]) else f"not {kind}"))
    return kinds


def documented() -> tuple[dict[str, list[tuple[str, str]]], dict[str, list[str]]]:
    """Column tables of docs/schema.md: files under a heading of their own, and the list of report tables."""
    files, tables, current = {}, {}, []
    for line in (ROOT / "docs/schema.md").read_text("utf-8").splitlines():
        if line.startswith("#"):
            current = re.findall(r"`([^`]+\.(?:csv|parquet))`", line)
            files.update({name: [] for name in current})
        elif line.startswith("| `"):
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            name = cells[0].strip().strip("`")
            if current:
                for file in current:
                    files[file].append((name, cells[1]))
            elif name.startswith("tables/"):
                tables[name] = re.findall(r"`([^`]+)`", cells[1])
    return files, tables


def main() -> None:
    binary = Path(os.environ.get("FXSENS") or shutil.which("fxsens") or ROOT / "target/release/fxsens").resolve()
    if not binary.is_file():
        sys.exit(f"there is no program at {binary}: build it with `cargo build --release -p fxsens`, or set FXSENS")
    with tempfile.TemporaryDirectory() as name:
        check = Check(binary, Path(name))
        files, tables = documented()
        for schema, arguments in COMMANDS:
            check.document(schema, check.run(*arguments, "--format", "json"), "fxsens " + " ".join(arguments))
        fits(check)
        store(check)
        written(check, files, tables)
        unused = set(check.schemas) - check.used - {"figure"}
        if unused:
            check.problems.append(f"schemas without output to test them: {sorted(unused)}")
    for problem in check.problems:
        print(problem)
    if check.problems:
        sys.exit(f"{len(check.problems)} differences")
    print(f"{check.checked} documents and files agree with {len(check.schemas)} schemas and docs/schema.md")


def fits(check: Check) -> None:
    """Every spec of the repository whose data are there."""
    waiting = {"m1d.toml", "m4f.toml"}  # wait for the monthly digital balance
    for folder in ["studies/examples", "studies/digital-deficit"]:
        for path in sorted((ROOT / folder).glob("*.toml")):
            if path.name in waiting | {"study.toml", "grid.toml"}:
                continue
            check.document("fit", check.run("fit", str(path), "--format", "json"), f"fit {path.name}")


def store(check: Check) -> None:
    """Two states of a series, listed and compared."""
    for day, rows in STATES:
        file = check.folder / f"own-{day}.csv"
        file.write_text("period,own\n" + rows, "utf-8")
        check.run("data", "import", str(file), "--vintage", day)
    check.document("data-vintages", check.run("data", "vintages", "--format", "json"), "data vintages")
    days = [day for day, _ in STATES]
    check.document("data-diff", check.run("data", "diff", *days, "own", "--format", "json"), "data diff")


def written(check: Check, files: dict, tables: dict) -> None:
    """Folders that commands write: documents, tables, Parquet."""
    out = check.folder
    check.run("reproduce", "--out", str(out / "study"), "--quiet")
    check.document("results", (out / "study/results.json").read_text("utf-8"), "reproduce: results.json")
    check.document("manifest", (out / "study/manifest.json").read_text("utf-8"), "reproduce: manifest.json")
    check.run("curve", "--out", str(out / "curve"), "--quiet", "--joint", "--draws", "19")
    check.document("curve", (out / "curve/curve.json").read_text("utf-8"), "curve: curve.json")
    check.document("curve-manifest", (out / "curve/manifest.json").read_text("utf-8"), "curve: manifest.json")
    check.run("fit", M1, "--out", str(out / "fit"), "--quiet")
    check.document("fit", (out / "fit/results.json").read_text("utf-8"), "fit: results.json")
    check.run("scenario", "doubling", "--out", str(out / "scenario"), "--quiet")
    check.document("scenario", (out / "scenario/scenario-doubling.json").read_text("utf-8"), "scenario-doubling.json")
    check.run("claims", "--out", str(out / "claims"), "--quiet")
    check.document("claims", (out / "claims/claims.json").read_text("utf-8"), "claims.json")
    for ending in ["csv", "parquet"]:
        check.run("data", "export", "usdjpy", "gap_10y", "--out", str(out / f"export.{ending}"))
    check.run("data", "read", "tests/cmd/fixtures/rates.csv", "--out", str(out / "read.csv"))
    places = {"scenario-doubling.csv": "scenario", "curve.csv": "curve", "curve.parquet": "curve", "regression.csv": "fit/tables"}
    for name, columns in files.items():
        check.columns(out / places.get(name, "") / name, columns)
    for folder in ["study", "curve", "claims"]:
        for path in sorted((out / folder / "tables").glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as lines:
                names = next(csv.reader(lines))
            expected = tables.get(f"tables/{path.name}")
            check.checked += 1
            if expected is None:
                check.problems.append(f"{folder}/tables/{path.name} is not in docs/schema.md")
            elif names[: len(expected)] != expected or (len(names) > len(expected) and path.name != "comparison.csv"):
                check.problems.append(f"{folder}/tables/{path.name}: columns are {names}, documented are {expected}")


if __name__ == "__main__":
    main()
