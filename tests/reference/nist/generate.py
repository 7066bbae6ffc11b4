"""Tidy copies of the linear-regression sets of NIST's Statistical Reference Datasets.

    python3 generate.py DIRECTORY

reads y/x tables and `certified.csv` (dataset, term, estimate, std_error) from DIRECTORY and writes `data.csv`
(dataset, row, column, value; only y and x, powers are recomputed by the reader) and `values.csv`
(case, quantity, term, value). No package is needed beyond the standard library.
"""

import csv
import pathlib
import sys

SETS = ["longley", "filip", "wampler1", "wampler2", "wampler3", "wampler4", "wampler5",
        "norris", "pontius", "noint1", "noint2"]
# Polynomials keep x alone: published powers are rounded, and Filip's certified values belong to exact powers.
POLYNOMIALS = {"filip", "wampler1", "wampler2", "wampler3", "wampler4", "wampler5", "pontius"}


def main(source: pathlib.Path, target: pathlib.Path) -> None:
    with open(target / "data.csv", "w", newline="") as out:
        out.write("dataset,row,column,value\n")
        for name in SETS:
            with open(source / f"{name}.csv", newline="") as file:
                for i, row in enumerate(csv.DictReader(file), start=1):
                    for column, value in row.items():
                        if name in POLYNOMIALS and column not in ("y", "x", "x1", "x^1"):
                            continue
                        label = "x" if name in POLYNOMIALS and column != "y" else column
                        out.write(f"{name},{i},{label},{value}\n")
    with open(source / "certified.csv", newline="") as file, open(target / "values.csv", "w", newline="") as out:
        out.write("case,quantity,term,value\n")
        for row in csv.DictReader(file):
            for quantity in ("estimate", "std_error"):
                out.write(f"{row['dataset']},{quantity},{row['term']},{row[quantity]}\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(__file__).resolve().parent)
