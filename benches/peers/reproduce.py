"""The ladder, the placebo and nine charts with pandas, statsmodels and matplotlib."""

import json
import math
import sys

import matplotlib
import numpy as np
import pandas as pd
import statsmodels.api as sm

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

from frames import load  # noqa: E402

SHOCK, BASE = 5.536, 140.5
frame = load()
sample = frame.loc["2015-12":"2023-12"]
x = sm.add_constant(sample[["gap_10y", "bop_goods_services_12m"]])
m1 = sm.OLS(sample.usdjpy, x).fit()
m1.get_robustcov_results("HAC", maxlags=13)
m2a = sm.GLSAR(sample.usdjpy, x, rho=1).iterative_fit(50)
yearly = frame[["usdjpy", "gap_10y", "bop_goods_services_12m"]].diff(12).loc["2015-12":"2023-12"]
m2b = sm.OLS(yearly.usdjpy, sm.add_constant(yearly.iloc[:, 1:])).fit()
pace = frame.pace.diff()
monthly = pd.concat([100 * np.log(frame.usdjpy).diff(), frame.gap_10y.diff()], axis=1)
for lag in range(13):
    monthly[f"lag{lag}"] = pace.shift(lag)
monthly = monthly.loc[:"2023-12"].dropna()
m2c = sm.OLS(monthly.usdjpy, sm.add_constant(monthly.iloc[:, 1:])).fit()

steps = np.random.default_rng(1).normal(0, 0.0226, (20_000, len(sample)))
walks = sample.usdjpy.iloc[0] * np.exp(np.cumsum(steps, axis=1))
effects = -SHOCK * (walks @ np.linalg.pinv(x.to_numpy()).T)[:, 2]
replica = -SHOCK * m1.params.iloc[2]

for number in range(9):
    figure, axis = plt.subplots(figsize=(9.6, 6), dpi=200)
    if number == 0:
        axis.hist(effects, bins=60)
        axis.axvline(replica)
    else:
        axis.plot(range(len(frame)), frame.usdjpy)
        axis.plot(range(len(frame)), frame.bop_goods_services_12m)
    axis.set_title(f"chart {number}")
    figure.savefig(f"{sys.argv[1]}/{number}.png")
    figure.savefig(f"{sys.argv[1]}/{number}.svg")
    plt.close(figure)
print(
    json.dumps(
        {
            "m1": replica,
            "m2a": -SHOCK * m2a.params.iloc[2],
            "m2b": -SHOCK * m2b.params.iloc[2],
            "m2c": BASE * math.expm1(-SHOCK * m2c.params.iloc[2:].sum() / 100),
            "placebo": float((np.abs(effects) >= replica).mean()),
        }
    )
)
