"""Newey-West profiles, clusters and Driscoll-Kraay on the yen data of ../m1.

statsmodels and pyfixest in Python; gretl through its batch program.

    python3 generate.py && Rscript generate.R
"""

import pathlib
import subprocess
import sys
import tempfile

import linearmodels
import numpy as np
import pandas as pd
import pyfixest
import statsmodels
import statsmodels.api as sm
from linearmodels.panel import PooledOLS
from statsmodels.stats.sandwich_covariance import cov_hac_simple

HERE = pathlib.Path(__file__).resolve().parent
data = pd.read_csv(HERE.parent / "m1" / "data.csv", comment="#")
NAMES = ["gap_10y", "goods_services_12m"]
TERMS = ["(Intercept)", *NAMES]
x = sm.add_constant(data[NAMES])
rows = []


def put(case, errors, p_values=None):
    for term, value in zip(TERMS, errors):
        rows.append(f"{case},std_error,{term},{float(value)!r}\n")
    for term, value in zip(TERMS, [] if p_values is None else p_values):
        rows.append(f"{case},p_value,{term},{float(value)!r}\n")


plain = sm.OLS(data["usdjpy"], x).fit()
nobs, count = x.shape

# statsmodels: no factor, normal law; the rule is that of cov_hac.
rule = int(np.floor(4 * (nobs / 100) ** (2 / 9)))
for case, lags in [("statsmodels", rule), ("statsmodels 12", 12)]:
    fit = sm.OLS(data["usdjpy"], x).fit(cov_type="HAC", cov_kwds={"maxlags": lags})
    put(case, fit.bse, fit.pvalues)
assert np.allclose(np.sqrt(np.diag(cov_hac_simple(plain, use_correction=False))),
                   sm.OLS(data["usdjpy"], x).fit(cov_type="HAC", cov_kwds={"maxlags": rule}).bse)

# Stata's newey and EViews' default, by their documented formulas: factor n/(n-k), Student's t.
for case, lags in [("stata 12", 12), ("eviews", rule)]:
    fit = sm.OLS(data["usdjpy"], x).fit(
        cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True}, use_t=True)
    put(case, fit.bse, fit.pvalues)

# pyfixest, which follows fixest; its lags are fixest's rule, computed in generate.R.
lags = int(subprocess.run(["Rscript", HERE / "generate.R", "lags"], check=True, capture_output=True, text=True).stdout)
fit = pyfixest.feols("usdjpy ~ gap_10y + goods_services_12m", data.assign(t=range(nobs)),
                     vcov="NW", vcov_kwargs={"time_id": "t", "lag": lags})
put("fixest", fit.se(), fit.pvalue())

# Clusters by calendar year and by fiscal year.
years = pd.PeriodIndex(data["period"], freq="M").year
fiscal = pd.PeriodIndex(data["period"], freq="M").asfreq("Y-MAR").year
for case, groups in [("cluster year", years), ("cluster fiscal-year", fiscal)]:
    fit = sm.OLS(data["usdjpy"], x).fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True)
    put(case, fit.bse, fit.pvalues)

# Driscoll-Kraay: the sample folded into pairs of observations, two units in 48 periods.
half = data.iloc[:96].copy()
half["time"] = np.arange(96) // 2
half["unit"] = np.arange(96) % 2
panel = half.set_index(["unit", "time"])
fit = PooledOLS(panel["usdjpy"], sm.add_constant(panel[NAMES])).fit(
    cov_type="kernel", kernel="bartlett", bandwidth=4, debiased=False)
put("driscoll-kraay 4", fit.std_errors)

SCRIPT = f"""
open {HERE.parent / 'm1' / 'data.csv'} --quiet
setobs 12 2015:12 --time-series
ols usdjpy const gap_10y goods_services_12m --robust --quiet
printf "std_error %.15g %.15g %.15g\\n", $stderr[1], $stderr[2], $stderr[3]
matrix p = $coeff ./ $stderr
printf "p_value %.15g %.15g %.15g\\n", pvalue(t, $df, abs(p[1]))*2, pvalue(t, $df, abs(p[2]))*2, pvalue(t, $df, abs(p[3]))*2
"""
with tempfile.NamedTemporaryFile("w", suffix=".inp") as script:
    script.write(SCRIPT)
    script.flush()
    printed = subprocess.run(["gretlcli", "-b", script.name], check=True, capture_output=True, text=True).stdout
for line in printed.splitlines():
    parts = line.split()
    if len(parts) == 4 and parts[0] in ("std_error", "p_value"):
        rows += [f"gretl,{parts[0]},{term},{value}\n" for term, value in zip(TERMS, parts[1:])]
gretl = subprocess.run(["gretlcli", "--version"], capture_output=True, text=True).stdout.split()
version = next(word for word in gretl if word[:2] == "20")

with open(HERE / "values_python.csv", "w") as out:
    out.write(f"# statsmodels {statsmodels.__version__}, pyfixest {pyfixest.__version__}, "
              f"linearmodels {linearmodels.__version__}, gretl {version}, python {sys.version.split()[0]}\n")
    out.write("case,quantity,term,value\n")
    out.writelines(rows)
