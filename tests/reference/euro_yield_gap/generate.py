"""Independent values for the study of the euro and its yield gap.

Run from the repository's root: python3 tests/reference/euro_yield_gap/generate.py   (numpy, pandas, statsmodels). Reads the tables in
data/series and writes values.json beside this file, without any code of the project.
"""

import json
import pathlib
import platform

import numpy as np
import pandas as pd
import statsmodels
import statsmodels.api as sm
from statsmodels.tsa.stattools import coint

HERE = pathlib.Path(__file__).resolve().parent
BASE, H, END = 108.17, 25, "2023-12"
values = {}


def load():
    names = ["exchange_rates", "interest_rates", "prices"]
    long = pd.concat(pd.read_csv(f"data/series/{name}.csv", dtype={"period": str}) for name in names)
    wanted = ["eurusd", "us_10y", "ez_10y", "oil_brent", "usdjpy", "gbpusd"]
    long = long[long.series.isin(wanted) & long.period.str.fullmatch(r"\d{4}-\d{2}")]
    d = long.pivot(index="period", columns="series", values="value").sort_index()
    d.index = pd.PeriodIndex(d.index, freq="M")
    d["cents"] = 100 * d.eurusd
    d["gap"] = d.us_10y - d.ez_10y
    d["log"] = 100 * np.log(d.eurusd)
    d["oil"] = 100 * np.log(d.oil_brent)
    return d


def in_cents(per_cent):
    return BASE * np.expm1(per_cent / 100)


def multiplier(d, first, controls=()):
    """Cumulated response of the euro over that of the gap at horizon H, both corrected as in Herbst and Johannsen."""
    series = {"x": d.gap, **{name: d[name] for name in controls}}
    frame = dict(series)
    for k in range(1, 4):
        frame |= {f"y{k}": d["log"].shift(k)} | {f"{name}{k}": s.shift(k) for name, s in series.items()}
    # A sample that begins in `first` loses its first three months to the lags.
    frame = pd.DataFrame(frame).loc[pd.Period(first, "M") + 3 : END].dropna()
    frame.insert(0, "const", 1.0)
    n = len(frame)
    y, x = d["log"].loc[frame.index].to_numpy(), d.gap.loc[frame.index].to_numpy()
    lags = frame.drop(columns=["const", "x"]).to_numpy()
    lags = lags - lags.mean(axis=0)
    omega = [1 + np.trace(np.linalg.solve(lags.T @ lags, lags[j:].T @ lags[:-j])) for j in range(1, H + 1)]
    design = frame.to_numpy()

    def corrected(target):
        cumulative = []
        for h in range(H + 1):
            sums = sum(target[j : n - h + j] for j in range(h + 1))
            cumulative.append(np.linalg.lstsq(design[: n - h], sums, rcond=None)[0][1])
        path = np.diff([0.0, *cumulative])
        for h in range(H + 1):
            path[h] += sum(omega[j - 1] / (n - h) * path[h - j] for j in range(1, h + 1))
        return path.sum()

    return {"effect": in_cents(corrected(y) / corrected(x)), "nobs": n}


def ols(y, x):
    return sm.OLS(y.to_numpy(), sm.add_constant(x.to_numpy())).fit()


d = load()
short, long = d.loc["2015-12":END], d.loc["2000-01":END]

# M1: slope and Newey-West standard error without small-sample factor.
for name, part, lags in [("m1", short, 13), ("m1l", long, 23)]:
    fit = ols(part.cents, part.gap)
    robust = fit.get_robustcov_results("HAC", maxlags=lags, use_correction=False)
    values[name] = {"effect": fit.params[1], "std_error": robust.bse[1], "nobs": int(fit.nobs),
                    "engle-granger": coint(part.cents, part[["gap"]], trend="c", autolag="aic")[1]}

# M2b: twelve-month differences. M2c: thirteen lags of monthly changes, summed.
yearly = d[["cents", "gap"]].diff(12).loc["2015-12":END]
values["m2b"] = {"effect": ols(yearly.cents, yearly.gap).params[1]}
lags = pd.concat([d.gap.diff().shift(k) for k in range(13)], axis=1).loc["2000-01":END]
fit = ols(d["log"].diff().loc["2000-01":END], lags)
values["m2c"] = {"effect": in_cents(fit.params[1:].sum()), "nobs": int(fit.nobs)}

# M4: projections.
values["m4a"] = multiplier(d, "2000-01")
values["m4b"] = multiplier(d, "2000-01", ["oil"])
values["m4c"] = multiplier(d, "2002-01")

# M8: three of the five-year windows.
values["m8"] = {end: ols(part.cents, part.gap).params[1] for end in ["2005-10", "2015-01", "2026-01"]
                for part in [d.loc[:end].iloc[-60:]]}

# The shock and what came; the record: coefficients frozen at the end of the sample, errors to January 2026.
values["gap"] = {"base": d.gap[END], "came": d.gap["2026-01"]}
fit = ols(short.cents, short.gap)
after = d.loc["2024-01":"2026-01"]
predicted = fit.params[0] + fit.params[1] * after.gap
values["record"] = {"model": np.sqrt(np.mean((after.cents - predicted) ** 2)),
                    "no change": np.sqrt(np.mean((after.cents - short.cents.iloc[-1]) ** 2)),
                    "moved": after.cents.iloc[-1] - short.cents.iloc[-1]}

# The level regression with another currency in the euro's place: t statistic with the same standard error.
fit = ols(100 * short.gbpusd, short.gap)
robust = fit.get_robustcov_results("HAC", maxlags=13, use_correction=False)
values["gbpusd"] = {"t": robust.params[1] / robust.bse[1]}

values["versions"] = {"python": platform.python_version(), "numpy": np.__version__, "pandas": pd.__version__,
                      "statsmodels": statsmodels.__version__}
(HERE / "values.json").write_text(json.dumps(values, indent=1, default=float) + "\n")
print(json.dumps(values, indent=1, default=float))
