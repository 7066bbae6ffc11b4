"""The random-walk placebo once more, with numpy, scipy and other random numbers.

    fxsens reproduce --out out && python3 placebo_check.py out/results.json

Draws random walks in place of the yen, regresses them on the replica's regressors and compares the rejection rates of a nominal 5 %
test and the share of effects at least as large as the replica's with those of fxsens. Both are simulations: their difference should
stay within three Monte-Carlo standard errors.
"""

import json
import math
import pathlib
import sys

import numpy as np
import pandas as pd
from scipy import stats

DRAWS, SHOCK = 20_000, 5.536
ours = json.loads(pathlib.Path(sys.argv[1]).read_text())["placebo"]
root = pathlib.Path(__file__).resolve().parents[2]
data = pd.read_csv(root / "tests" / "reference" / "m1" / "data.csv", comment="#")
x = np.column_stack([np.ones(len(data)), data["gap_10y"], data["goods_services_12m"]])
n, k = x.shape
bread = np.linalg.inv(x.T @ x)
lags = math.ceil(1.3 * math.sqrt(n))
terms = round(0.4 * n ** (2 / 3))

generator = np.random.default_rng(7)
steps = generator.standard_normal((n - 1, DRAWS)) * ours["volatility_percent"] / 100
walks = np.exp(np.vstack([np.zeros(DRAWS), np.cumsum(steps, axis=0)]) + math.log(data["usdjpy"][0]))
beta = bread @ x.T @ walks
residuals = walks - x @ beta
# The influence of each month on the slope: standard errors are sums of its products with the residual.
influence = (x @ bread[:, 2])[:, None] * residuals
classical = np.sqrt((residuals**2).sum(axis=0) / (n - k) * bread[2, 2])
variance = (influence**2).sum(axis=0)
for lag in range(1, lags + 1):
    variance += 2 * (1 - lag / (lags + 1)) * (influence[lag:] * influence[:-lag]).sum(axis=0)
hac = np.sqrt(variance)
cosines = np.cos(np.pi * np.outer(np.arange(1, terms + 1), (np.arange(n) + 0.5) / n)) * math.sqrt(2 / n)
ewc = np.sqrt(n * ((cosines @ influence) ** 2).mean(axis=0))

# The fixed-b law of a t statistic, simulated: the mean of normal noise over its own kernel standard error.
noise = generator.standard_normal((n, 200_000))
mean = noise.mean(axis=0)
noise -= mean
square = (noise**2).sum(axis=0)
for lag in range(1, lags + 1):
    square += 2 * (1 - lag / (lags + 1)) * (noise[lag:] * noise[:-lag]).sum(axis=0)
fixed_b = np.quantile(np.abs(mean) * n / np.sqrt(square), 0.95)

slope = beta[2]
effects = -SHOCK * slope
found = {
    "classical": (np.abs(slope / classical) > stats.t.ppf(0.975, n - k)).mean(),
    "hac_normal": (np.abs(slope / hac) > stats.norm.ppf(0.975)).mean(),
    "hac_fixed_b": (np.abs(slope / hac) > fixed_b).mean(),
    "ewc": (np.abs(slope / ewc) > stats.t.ppf(0.975, terms)).mean(),
    "share_at_least": (np.abs(effects) >= ours["replica"]).mean(),
    "share_same_sign": (effects >= ours["replica"]).mean(),
}
theirs = {**ours["rejections"], "share_at_least": ours["share_at_least"], "share_same_sign": ours["share_same_sign"]}
print("| quantity | fxsens | numpy | difference in standard errors |\n| :--- | ---: | ---: | ---: |")
worst = 0.0
for name, value in found.items():
    error = math.sqrt(value * (1 - value) * (1 / DRAWS + 1 / ours["draws"]))
    gap = (theirs[name] - value) / error
    worst = max(worst, abs(gap))
    print(f"| {name} | {theirs[name]:.4f} | {value:.4f} | {gap:+.1f} |")
sys.exit(int(worst > 3))
