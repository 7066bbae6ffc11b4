"""Reading 200 MB of CSV: this project, polars' own reader and pandas on the same files. Prints the table of docs/readers.md.

Two files are made up, one wide (days by series), one long (series, period, value). Before anything is timed the sum of every
column pandas read is compared with what the program exports of it. Needs `cargo build --workspace --release --examples`.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
PANDAS = "import sys, pandas as pd; print(pd.read_csv(sys.argv[1], {}).shape)"
RUNS = 3


def make_wide(path: Path) -> None:
    import numpy as np
    import pandas as pd

    days = pd.date_range("2000-01-03", periods=8739, freq="B").strftime("%Y-%m-%d")
    values = np.random.default_rng(1).normal(100, 10, (len(days), 2730))
    frame = pd.DataFrame(values, columns=[f"s{i}" for i in range(2730)]).round(4)
    frame.insert(0, "date", days)
    frame.to_csv(path, index=False)


def make_long(path: Path) -> None:
    import numpy as np
    import pandas as pd

    days = pd.date_range("1987-01-01", periods=9974, freq="D").strftime("%Y-%m-%d")
    values = np.random.default_rng(2).normal(100, 10, (660, len(days))).round(4)
    names = np.repeat([f"series_{i:03}" for i in range(660)], len(days))
    pd.DataFrame({"series": names, "period": np.tile(days, 660), "value": values.ravel()}).to_csv(path, index=False)


def measured(command: list[str]) -> tuple[float, float, float]:
    """Wall time, processor time and peak memory of a run, in seconds and MB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def same(path: Path, long: bool) -> None:
    """The program's export has the sums that pandas finds."""
    import pandas as pd

    read = pd.read_csv(path)
    sums = read.groupby("series").value.sum() if long else read.drop(columns="date").sum()
    out = path.with_suffix(".tidy.csv")
    subprocess.run([TARGET / "fxsens", "data", "read", path, "--out", out, "--quiet"], check=True, stdout=subprocess.DEVNULL)
    tidy = pd.read_csv(out)
    ours = tidy.groupby("series").value.sum()
    worst = (ours / sums[ours.index] - 1).abs().max()
    if len(ours) != len(sums) or not worst < 1e-12:
        sys.exit(f"{path.name}: {len(ours)} series of {len(sums)}, worst relative difference {worst}")
    out.unlink()


def prepare(name: str, path: Path) -> None:
    """In a process of its own: a child's peak memory starts from its parent's."""
    (make_wide if name == "wide" else make_long)(path)
    same(path, name == "long")


def main() -> None:
    if len(sys.argv) == 4 and sys.argv[1] == "prepare":
        return prepare(sys.argv[2], Path(sys.argv[3]))
    with tempfile.TemporaryDirectory() as folder:
        for name, options in [("wide", "index_col=0, parse_dates=True"), ("long", "parse_dates=['period']")]:
            path = Path(folder) / f"{name}.csv"
            subprocess.run([sys.executable, __file__, "prepare", name, str(path)], check=True)
            commands = {
                "fxsens": [TARGET / "examples/read_large", "fxsens", path],
                "polars": [TARGET / "examples/read_large", "polars", path],
                "pandas": [sys.executable, "-c", PANDAS.format(options), path],
            }
            print(f"{name}, {path.stat().st_size / 1e6:.0f} MB")
            for reader, command in commands.items():
                runs = [measured([str(part) for part in command]) for _ in range(RUNS)]
                wall, cpu, memory = (statistics.median(column) for column in zip(*runs))
                print(f"  {reader}: {wall:.2f} s, CPU {cpu:.2f} s, {memory:.0f} MB")
            path.unlink()


if __name__ == "__main__":
    main()
