"""Independent values for the ladder, the placebo and the record: numpy only, no code of the project.

Run from the repository's root: python3 tests/reference/placebo/generate.py
Writes values.json beside this file. Simulated shares carry Monte-Carlo error; the rest is exact least squares.
"""

import csv
import glob
import json
import math
import os
import platform

import numpy as np
from scipy import stats

SHOCK = 5.536
BASE = 140.50
series: dict[str, dict[str, float]] = {}
for path in sorted(glob.glob("data/series/*.csv")):
    with open(path, newline="") as file:
        rows = csv.reader(file)
        if next(rows) != ["series", "period", "value"]:
            continue
        for name, period, value in rows:
            series.setdefault(name, {})[period] = float(value)


def months(first, last):
    year, month = map(int, first.split("-"))
    out = []
    while f"{year}-{month:02d}" <= last:
        out.append(f"{year}-{month:02d}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return out


def back(period, n):
    year, month = map(int, period.split("-"))
    index = year * 12 + month - 1 - n
    return f"{index // 12}-{index % 12 + 1:02d}"


def rate(t):
    return series["usdjpy"][t]


def gap(t):
    return series["us_10y"][t] - series["jp_10y"][t]


def balance(t):
    return sum(series["bop_goods_services"][back(t, k)] for k in range(12)) / 1e4


def pace(t):
    return 12 * series["bop_goods_services_sa"][t] / 1e4


def ols(y, *columns):
    x = np.column_stack([np.ones(len(y)), *columns])
    return np.linalg.lstsq(x, np.asarray(y), rcond=None)[0]


sample = months("2015-12", "2023-12")
y = np.array([rate(t) for t in sample])
g = np.array([gap(t) for t in sample])
b = np.array([balance(t) for t in sample])
replica = ols(y, g, b)
m2b = ols(
    [rate(t) - rate(back(t, 12)) for t in sample],
    [gap(t) - gap(back(t, 12)) for t in sample],
    [balance(t) - balance(back(t, 12)) for t in sample],
)
short = months("2016-02", "2023-12")
m2c = ols(
    [100 * math.log(rate(t) / rate(back(t, 1))) for t in short],
    [gap(t) - gap(back(t, 1)) for t in short],
    *[[pace(back(t, k)) - pace(back(t, k + 1)) for t in short] for k in range(13)],
)


def prais_winsten(y, x, steps=500):
    """Iterated Prais-Winsten, first-order errors: rho from the regression of residuals on their lag."""
    rho = 0.0
    for _ in range(steps):
        first = math.sqrt(1 - rho**2)
        wy = np.concatenate([[first * y[0]], y[1:] - rho * y[:-1]])
        wx = np.vstack([first * x[0], x[1:] - rho * x[:-1]])
        beta = np.linalg.lstsq(wx, wy, rcond=None)[0]
        u = y - x @ beta
        new = (u[1:] @ u[:-1]) / (u[:-1] @ u[:-1])
        if abs(new - rho) < 1e-14:
            break
        rho = new
    return beta


m2a = prais_winsten(y, np.column_stack([np.ones(len(y)), g, b]))
effects = {
    "m1": -SHOCK * replica[2],
    "m2a": -SHOCK * m2a[2],
    "m2b": -SHOCK * m2b[2],
    "m2c": BASE * math.expm1(-SHOCK * m2c[2:].sum() / 100),
}

# Placebo: driftless random walks with the volatility of 2000-01 to 2023-12.
window = months("1999-12", "2023-12")
volatility = np.diff(np.log([rate(t) for t in window])).std(ddof=1)
draws, n = 20_000, len(sample)
x = np.column_stack([np.ones(n), g, b])
inverse = np.linalg.pinv(x)
steps = np.random.default_rng(20231229).normal(0, volatility, (draws, n))
steps[:, 0] = 0
walks = rate(sample[0]) * np.exp(np.cumsum(steps, axis=1))
coefficients = walks @ inverse.T
residuals = walks - coefficients @ x.T
influence = residuals * inverse[2]
lags = math.ceil(1.3 * math.sqrt(n))
hac = (influence**2).sum(axis=1)
for j in range(1, lags + 1):
    hac += 2 * (1 - j / (lags + 1)) * (influence[:, j:] * influence[:, :-j]).sum(axis=1)
terms = round(0.4 * n ** (2 / 3))
time = np.arange(1, n + 1) - 0.5
cosines = math.sqrt(2) * np.cos(math.pi * np.outer(np.arange(1, terms + 1), time) / n)
ewc = ((influence @ cosines.T) ** 2).mean(axis=1)
classical = (residuals**2).sum(axis=1) / (n - 3) * np.linalg.inv(x.T @ x)[2, 2]
slope = coefficients[:, 2]

# Fixed-b critical value (Kiefer and Vogelsang 2005) by simulation of the location model at this length.
noise = np.random.default_rng(5).normal(size=(400_000, n))
mean = noise.mean(axis=1)
centred = noise - mean[:, None]
long_run = (centred**2).sum(axis=1)
for j in range(1, lags + 1):
    long_run += 2 * (1 - j / (lags + 1)) * np.einsum("it,it->i", centred[:, j:], centred[:, :-j])
fixed_b = float(np.quantile(np.abs(n * mean / np.sqrt(long_run)), 0.95))


def rejected(variance, critical):
    return float((np.abs(slope) > critical * np.sqrt(variance)).mean())


# The record: frozen coefficients after the sample, up to 2026-03.
after = months("2024-01", "2026-03")
predicted = np.array([replica @ [1, gap(t), balance(t)] for t in after])
actual = np.array([rate(t) for t in after])

values = {
    "versions": {"python": platform.python_version(), "numpy": np.__version__},
    "effects": effects,
    "volatility_percent": 100 * float(volatility),
    "share_at_least": float((np.abs(SHOCK * slope) >= abs(effects["m1"])).mean()),
    "rejections": {
        "classical": rejected(classical, stats.t.isf(0.025, n - 3)),
        "hac_normal": rejected(hac, stats.norm.isf(0.025)),
        "hac_fixed_b": rejected(hac, fixed_b),
        "ewc": rejected(ewc, stats.t.isf(0.025, terms)),
    },
    "model_rmse": float(np.sqrt(((actual - predicted) ** 2).mean())),
    "no_change_rmse": float(np.sqrt(((actual - rate("2023-12")) ** 2).mean())),
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "values.json"), "w") as file:
    json.dump(values, file, indent=2)
    file.write("\n")
print(json.dumps(values, indent=2))
