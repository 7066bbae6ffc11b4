"""Reference values for the tests of Phillips and Ouliaris: arch, all four statistics.

    python3 generate.py && Rscript generate.R

arch's p-values come from surfaces fitted to a simulation of its own. Outside the range of a surface it returns 0 or 1. Its
critical values come from other surfaces; those of a billion observations are the asymptotic ones.
"""

import pathlib
import sys
import warnings

import arch
import numpy as np
import pandas as pd
from arch.unitroot._phillips_ouliaris import phillips_ouliaris_cv
from arch.unitroot.cointegration import phillips_ouliaris

warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).resolve().parent
data = pd.read_csv(HERE.parent / "unit_roots" / "data.csv")
rows = []
for label, others in [("tied", ["walk", "other"]), ("walk", ["other"])]:
    for trend in ["n", "c", "ct", "ctt"]:
        for lags in [0, 4]:
            for kind, name in [("Zt", "z-t"), ("Za", "z-alpha"), ("Pu", "p-u"), ("Pz", "p-z")]:
                test = phillips_ouliaris(data[label], data[others], trend=trend, test_type=kind,
                                         kernel="bartlett", bandwidth=lags)
                case = f"{label} {trend} {lags}"
                rows.append(f"{case},statistic,{name},{float(test.stat)!r}\n")
                rows.append(f"{case},p_value,{name},{float(test.pvalue)!r}\n")
for trend in ["n", "c", "ct", "ctt"]:
    for series in range(2, 13):
        for kind, name in [("Za", "z-alpha"), ("Pu", "p-u"), ("Pz", "p-z")]:
            critical = phillips_ouliaris_cv(kind, trend, series, 10**9)
            for percent in [1, 5, 10]:
                rows.append(f"law {trend} {series},critical {percent},{name},{float(critical[percent])!r}\n")
with open(HERE / "values_python.csv", "w") as out:
    out.write(f"# arch {arch.__version__}, numpy {np.__version__}, python {sys.version.split()[0]}\n")
    out.write("case,quantity,term,value\n")
    out.writelines(rows)
