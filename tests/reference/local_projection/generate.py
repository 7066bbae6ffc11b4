"""Reference values for local projections: statsmodels and linearmodels, horizon by horizon, and numpy for the rest.

    python3 generate.py && Rscript generate.R

Writes data.csv (simulated) and values_python.csv.
"""

import pathlib
import sys

import linearmodels
import numpy as np
import pandas as pd
import statsmodels
import statsmodels.api as sm
from linearmodels.iv import IV2SLS

HERE = pathlib.Path(__file__).resolve().parent
N, H, LAGS = 180, 12, 3


def simulate():
    rng = np.random.default_rng(20261128)
    z1, z2 = rng.standard_normal((2, N))
    x, y, c = np.zeros((3, N))
    for t in range(1, N):
        u = rng.standard_normal()
        x[t] = 0.5 * x[t - 1] + z1[t] + 0.5 * z2[t] + 0.5 * u + rng.standard_normal()
        c[t] = 0.7 * c[t - 1] + rng.standard_normal()
        y[t] = 0.9 * y[t - 1] + x[t] + 0.3 * c[t] + u * (1 + 0.3 * abs(x[t]))
    return pd.DataFrame({"y": y, "x": x, "c": c, "z1": z1, "z2": z2})


def lagged(data, names):
    columns = {"x": data.x, "const": 1.0, "c": data.c}
    for name in names:
        for lag in range(1, LAGS + 1):
            columns[f"L({name}, {lag})"] = data[name].shift(lag)
    return pd.DataFrame(columns, index=data.index)


rows = []


def add(case, quantity, term, value):
    rows.append((case, quantity, term, repr(float(value))))


data = simulate()
data.insert(0, "t", range(N))
data.to_csv(HERE / "data.csv", index=False, float_format="%.12f")
data = pd.read_csv(HERE / "data.csv")
design = lagged(data, ["y", "x", "c"]).iloc[LAGS:]
targets = {
    "level": lambda h: data.y.shift(-h),
    "long-difference": lambda h: data.y.shift(-h) - data.y.shift(1),
    "cumulative": lambda h: sum(data.y.shift(-j) for j in range(h + 1)),
}
paths, influences = {}, {}
n0 = N - LAGS
for response, target in targets.items():
    path, influence, overlap = [], np.zeros((H + 1, n0)), np.zeros((H + 1, n0))
    for h in range(H + 1):
        y = target(h).iloc[LAGS : N - h].to_numpy()
        x = design.iloc[: n0 - h].to_numpy()
        model = sm.OLS(y, x)
        fit = model.fit()
        add(response, "estimate", h, fit.params[0])
        add(f"{response} hc1", "std_error", h, model.fit(cov_type="HC1").bse[0])
        add(f"{response} hc3", "std_error", h, model.fit(cov_type="HC3").bse[0])
        path.append(fit.params[0])
        # Leverage raised by the autocorrelations of the residuals.
        hat = x @ np.linalg.pinv(x)
        u = fit.resid
        share = np.diag(hat).copy()
        for j in range(1, h + 1):
            r = u[j:] @ u[:-j] / (u @ u)
            both = r * np.diag(hat, -j)
            share[j:] += both
            share[:-j] += both
        weight = np.linalg.pinv(x)[0]
        overlap[h, : n0 - h] = weight * u / (1 - np.minimum(share, 0.9))
        influence[h, : n0 - h] = weight * u
        add(f"{response} hc3-overlap", "std_error", h, np.sqrt(np.sum(overlap[h] ** 2)))
    paths[response], influences[response] = np.array(path), overlap
    if response == "level":
        # Newey-West over the joint influences, H lags.
        joint = influence @ influence.T
        for lag in range(1, H + 1):
            gamma = influence[:, lag:] @ influence[:, :-lag].T
            joint += (1 - lag / (H + 1)) * (gamma + gamma.T)
        for h in range(H + 1):
            add("level hac", "std_error", h, np.sqrt(joint[h, h]))

# Bias correction: the recursion, written out.
lags = design.drop(columns=["x", "const"]).to_numpy()
centred = lags - lags.mean(axis=0)
gamma0 = centred.T @ centred
omega = [1 + np.trace(np.linalg.solve(gamma0, centred[j:].T @ centred[:-j])) for j in range(1, H + 1)]
corrected, moved = np.zeros(H + 1), np.zeros((H + 1, n0))
for h in range(H + 1):
    corrected[h], moved[h] = paths["level"][h], influences["level"][h]
    for j in range(1, h + 1):
        corrected[h] += omega[j - 1] / (n0 - h) * corrected[h - j]
        moved[h] += omega[j - 1] / (n0 - h) * moved[h - j]
    add("level corrected", "estimate", h, corrected[h])
    add("level corrected", "std_error", h, np.sqrt(np.sum(moved[h] ** 2)))
add("level corrected", "covariance", "3 7", moved[3] @ moved[7])

# Integral multiplier without correction: ratio of cumulative responses, delta method on hc3-overlap influences.
own, own_influence = [], np.zeros((H + 1, n0))
for h in range(H + 1):
    y = sum(data.x.shift(-j) for j in range(h + 1)).iloc[LAGS : N - h].to_numpy()
    x = design.iloc[: n0 - h].to_numpy()
    hat, weight = x @ np.linalg.pinv(x), np.linalg.pinv(x)[0]
    u = y - hat @ y
    share = np.diag(hat).copy()
    if u @ u > 1e-20:
        for j in range(1, h + 1):
            both = u[j:] @ u[:-j] / (u @ u) * np.diag(hat, -j)
            share[j:] += both
            share[:-j] += both
    own.append(weight @ y)
    own_influence[h, : n0 - h] = weight * u / (1 - np.minimum(share, 0.9))
for h in range(1, H + 1):
    ratio = paths["cumulative"][h] / own[h]
    add("multiplier", "estimate", h, ratio)
    scores = (influences["cumulative"][h] - ratio * own_influence[h]) / own[h]
    add("multiplier", "std_error", h, np.sqrt(np.sum(scores**2)))

# Instruments: two-stage least squares at every horizon.
for h in range(H + 1):
    frame = design.iloc[: n0 - h].reset_index(drop=True)
    y = data.y.shift(-h).iloc[LAGS : N - h].reset_index(drop=True)
    z = data[["z1", "z2"]].iloc[LAGS : N - h].reset_index(drop=True)
    fit = IV2SLS(y, frame.drop(columns="x"), frame[["x"]], z).fit(cov_type="robust", debiased=True)
    add("instrumented hc1", "estimate", h, fit.params["x"])
    add("instrumented hc1", "std_error", h, fit.std_errors["x"])

with open(HERE / "values_python.csv", "w") as out:
    out.write(f"# statsmodels {statsmodels.__version__}, linearmodels {linearmodels.__version__}, "
              f"numpy {np.__version__}, python {sys.version.split()[0]}\n")
    out.write("case,quantity,term,value\n")
    out.writelines(",".join(map(str, row)) + "\n" for row in rows)
