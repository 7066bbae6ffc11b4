"""Other currencies in place of the yen, and the flow moved in time: what `fxsens placebo studies/digital-deficit/m1.toml` does."""

import json

import numpy as np
import pandas as pd
import statsmodels.api as sm

from frames import load

OTHERS = ["eurusd", "gbpusd", "audusd", "nzdusd", "usdcad", "usdchf", "usdnok", "usdsek", "usdkrw"]
SHIFTS = [-36, -24, -12, -6, 6, 12, 24, 36]
FLOW = "bop_goods_services_12m"
frame = load()
rates = pd.read_csv("data/series/exchange_rates.csv").pivot(index="period", columns="series", values="value")


def statistic(outcome, flow):
    """The t statistic of the flow under Newey–West(13), and the standardised slope."""
    data = pd.concat([outcome, frame.gap_10y, flow], axis=1, keys=["y", "gap", "flow"]).loc["2015-12":"2023-12"].dropna()
    fit = sm.OLS(data.y, sm.add_constant(data[["gap", "flow"]])).fit()
    hac = fit.get_robustcov_results("HAC", maxlags=13)
    return hac.params[2] / hac.bse[2], hac.params[2] * np.std(data.flow) / np.std(data.y)


print(
    json.dumps(
        {
            "own": statistic(frame.usdjpy, frame[FLOW]),
            "others": {name: statistic(rates[name], frame[FLOW]) for name in OTHERS},
            "moved": {str(shift): statistic(frame.usdjpy, frame[FLOW].shift(shift)) for shift in SHIFTS},
        }
    )
)
