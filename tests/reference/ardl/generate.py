"""Reference values for ARDL models and the bounds test: statsmodels.

    python3 generate.py && Rscript generate.R

Writes data.csv (simulated: a cointegrated outcome `y`, an unrelated random walk `w`, regressors `x` and `z`) and
values_python.csv.
"""

import pathlib
import sys

import numpy as np
import pandas as pd
import statsmodels
from statsmodels.tsa.api import ARDL, UECM
from statsmodels.tsa.ardl import ardl_select_order

HERE = pathlib.Path(__file__).resolve().parent
N = 200


def simulate():
    rng = np.random.default_rng(20261127)
    x = np.cumsum(rng.standard_normal(N))
    z = np.cumsum(rng.standard_normal(N))
    y = np.zeros(N)
    for t in range(1, N):
        gap = y[t - 1] - 1 - 0.8 * x[t - 1] + 0.5 * z[t - 1]
        y[t] = y[t - 1] - 0.3 * gap + 0.4 * (x[t] - x[t - 1]) + 0.5 * rng.standard_normal()
    w = np.cumsum(rng.standard_normal(N))
    return pd.DataFrame({"y": y, "w": w, "x": x, "z": z})


rows = []


def add(case, quantity, term, value):
    rows.append((case, quantity, term, repr(float(value))))


def name(term, outcome):
    base, _, lag = term.rpartition(".L")
    if term == "const":
        return "(Intercept)"
    if term == "trend":
        return "trend"
    return base if lag == "0" else f"L({base}; {lag})"


data = simulate()
data.insert(0, "t", range(N))
data.to_csv(HERE / "data.csv", index=False, float_format="%.12f")
data = pd.read_csv(HERE / "data.csv")
exog = data[["x", "z"]]
for outcome in ["y", "w"]:
    y = data[outcome]
    for criterion in ["aic", "bic", "hqic"]:
        chosen = ardl_select_order(y, 3, exog, 3, ic=criterion, trend="c", causal=False).model
        lags = chosen.ardl_order
        add(f"{outcome} {criterion}", "order", "y", lags[0])
        for regressor, order in zip(["x", "z"], lags[1:]):
            add(f"{outcome} {criterion}", "order", regressor, order)
    order = {"x": 2, "z": 1}
    fit = ARDL(y, 2, exog, order, trend="c").fit()
    classical = fit
    robust = ARDL(y, 2, exog, order, trend="c").fit(cov_type="HC1")
    for term in fit.params.index:
        add(f"{outcome} 2;2;1", "estimate", name(term, outcome), fit.params[term])
        add(f"{outcome} 2;2;1", "std_error", name(term, outcome), classical.bse[term])
        add(f"{outcome} 2;2;1 hc1", "std_error", name(term, outcome), robust.bse[term])
    for case, trend in [(1, "n"), (2, "c"), (3, "c"), (4, "ct"), (5, "ct")]:
        uecm = UECM(y, 2, exog, order, trend=trend)
        test = uecm.fit().bounds_test(case=case, asymptotic=True)
        add(f"{outcome} case {case}", "bounds_f", "", test.statistic)
        if case == 3:
            fitted = uecm.fit()
            add(f"{outcome} case 3", "adjustment", "", fitted.params[f"{outcome}.L1"])
            add(f"{outcome} case 3", "adjustment_se", "", fitted.bse[f"{outcome}.L1"])
            add(f"{outcome} case 3", "bounds_t", "", fitted.tvalues[f"{outcome}.L1"])
            long_run = -fitted.params["x.L1"] / fitted.params[f"{outcome}.L1"]
            add(f"{outcome} case 3", "long_run", "x", long_run)
            # Delta method on the error-correction form.
            gradient = np.zeros(len(fitted.params))
            names = list(fitted.params.index)
            gradient[names.index("x.L1")] = -1 / fitted.params[f"{outcome}.L1"]
            gradient[names.index(f"{outcome}.L1")] = fitted.params["x.L1"] / fitted.params[f"{outcome}.L1"] ** 2
            variance = gradient @ fitted.cov_params().to_numpy() @ gradient
            add(f"{outcome} case 3", "long_run_se", "x", np.sqrt(variance))
            for quantile in ["90.0", "95.0", "99.0"]:
                for bound in ["lower", "upper"]:
                    values = test.critical_values
                    add("asymptotic case 3 k 2", f"critical_{bound}", quantile, values.loc[float(quantile), bound])

with open(HERE / "values_python.csv", "w") as out:
    out.write(f"# statsmodels {statsmodels.__version__}, numpy {np.__version__}, python {sys.version.split()[0]}\n")
    out.write("case,quantity,term,value\n")
    out.writelines(",".join(map(str, row)) + "\n" for row in rows)
