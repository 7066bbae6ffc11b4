"""Reference values for Johansen's tests: statsmodels, without a constant and with an unrestricted one.

    python3 generate.py && Rscript generate.R
"""

import pathlib
import sys

import pandas as pd
import statsmodels
from statsmodels.tsa.vector_ar.vecm import coint_johansen

HERE = pathlib.Path(__file__).resolve().parent
data = pd.read_csv(HERE.parent / "unit_roots" / "data.csv")[["tied", "walk", "other"]]
rows = []
for case, order in [(1, -1), (3, 0)]:
    test = coint_johansen(data, order, 1)
    for rank in range(3):
        for quantity, value in [("trace", test.lr1), ("eigen", test.lr2), ("eigenvalue", test.eig)]:
            rows.append(f"statsmodels case {case},{quantity},{rank},{float(value[rank])!r}\n")
with open(HERE / "values_python.csv", "w") as out:
    out.write(f"# statsmodels {statsmodels.__version__}, python {sys.version.split()[0]}\n")
    out.write("case,quantity,term,value\n")
    out.writelines(rows)
