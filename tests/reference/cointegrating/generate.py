"""Reference values for estimators of a cointegrating relation: arch, and numpy for integrated modified least squares.

    python3 generate.py
"""

import pathlib
import sys

import arch
import numpy as np
import pandas as pd
from arch.unitroot.cointegration import CanonicalCointegratingReg, DynamicOLS, FullyModifiedOLS

HERE = pathlib.Path(__file__).resolve().parent
data = pd.read_csv(HERE.parent / "unit_roots" / "data.csv")[["tied", "walk", "other"]]
y, x = data["tied"], data[["walk", "other"]]
KERNELS = {"bartlett": "bartlett", "parzen": "parzen", "qs": "quadraticspectral"}
NAMES = {"const": "(Intercept)"}
rows = []


def put(case, quantity, values):
    for term, value in values.items():
        rows.append(f"{case},{quantity},{NAMES.get(term, term)},{float(value)!r}\n")


for trend in ["n", "c", "ct"]:
    for kernel, bandwidth in [("bartlett", 5), ("parzen", 8), ("qs", 4)]:
        settings = {"kernel": KERNELS[kernel], "bandwidth": bandwidth, "force_int": True}
        for model, estimator in [("fmols", FullyModifiedOLS), ("ccr", CanonicalCointegratingReg)]:
            for adjust in [False, True]:
                # arch scales only the first part of the conditional variance of ccr by T/(T-k): left out.
                if adjust and model == "ccr":
                    continue
                fit = estimator(y, x, trend=trend).fit(**settings, df_adjust=adjust)
                case = f"{model} {trend} {kernel} {bandwidth}" + (" adjusted" if adjust else "")
                # arch counts the trend of ccr from the second row, we from the first: only the constant depends on it.
                drop = ["const"] if (model, trend) == ("ccr", "ct") else []
                put(case, "estimate", fit.params.drop(drop))
                put(case, "std_error", fit.std_errors.drop(drop))
        for leads, lags in [(2, 2), (1, 3), (0, 0)]:
            fit = DynamicOLS(y, x, trend=trend, leads=leads, lags=lags).fit(kernel=KERNELS[kernel], bandwidth=bandwidth)
            case = f"dols {trend} {kernel} {bandwidth} {leads} {lags}"
            # arch counts the trend from the first row left, we from the first row given: only the constant depends on it.
            drop = ["const"] if trend == "ct" else []
            put(case, "estimate", fit.params.drop(drop))
            put(case, "std_error", fit.std_errors.drop(drop))
for method, name in [("aic", "aic"), ("bic", "bic"), ("hqic", "hq")]:
    fit = DynamicOLS(y, x, trend="c", method=method, max_lag=4, max_lead=4).fit()
    rows.append(f"dols {name},choice,leads,{fit.leads}\ndols {name},choice,lags,{fit.lags}\n")

# Vogelsang and Wagner (2014), written out: partial sums, and the variance of a sum of cumulated errors by double loops.
for trend in ["n", "c", "ct"]:
    n = len(y)
    time = np.arange(1, n + 1)
    terms = {"n": [], "c": [np.ones(n)], "ct": [np.ones(n), time]}[trend]
    d = np.column_stack(terms) if terms else np.empty((n, 0))
    levels = np.column_stack([d, x.to_numpy()])
    static = y - levels @ np.linalg.lstsq(levels, y, rcond=None)[0]
    steps = x.to_numpy()
    if d.shape[1]:
        steps = steps - d @ np.linalg.lstsq(d, steps, rcond=None)[0]
    eta = np.column_stack([static[1:], np.diff(steps, axis=0)])
    omega = eta.T @ eta / (n - 1)
    for j in range(1, 6):
        gamma = eta[j:].T @ eta[:-j] / (n - 1)
        omega += (1 - j / 6) * (gamma + gamma.T)
    conditional = omega[0, 0] - omega[0, 1:] @ np.linalg.solve(omega[1:, 1:], omega[1:, 0])
    z = np.column_stack([np.cumsum(levels, axis=0), x.to_numpy() - x.to_numpy()[0]])
    theta = np.linalg.lstsq(z, np.cumsum(y.to_numpy()), rcond=None)[0]
    pinv = np.linalg.pinv(z)
    covariance = np.zeros((z.shape[1], z.shape[1]))
    for s in range(n):
        # An error at s moves every partial sum from s on.
        effect = pinv[:, s:].sum(axis=1)
        covariance += conditional * np.outer(effect, effect)
    names = {"n": [], "c": ["(Intercept)"], "ct": ["(Intercept)", "trend"]}[trend] + ["walk", "other"]
    case = f"im-ols {trend} bartlett 5"
    put(case, "estimate", dict(zip(names, theta)))
    put(case, "std_error", dict(zip(names, np.sqrt(np.diag(covariance)))))

with open(HERE / "values_python.csv", "w") as out:
    out.write(f"# arch {arch.__version__}, numpy {np.__version__}, python {sys.version.split()[0]}\n")
    out.write("case,quantity,term,value\n")
    out.writelines(rows)
