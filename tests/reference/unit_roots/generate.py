"""Reference values for tests of unit roots and residual cointegration: statsmodels and arch.

    python3 generate.py && Rscript generate.R

Writes data.csv (simulated: a random walk with drift, an autoregression, a trend with a break, a second walk) and
values_python.csv.
"""

import pathlib
import sys
import warnings

import arch
import numpy as np
import pandas as pd
import statsmodels
from arch.unitroot import ADF, DFGLS, KPSS, PhillipsPerron, ZivotAndrews
from statsmodels.tsa.stattools import adfuller, coint, kpss, zivot_andrews

warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).resolve().parent
N = 200


def simulate():
    rng = np.random.default_rng(20261130)
    walk = 100 + np.cumsum(0.1 + rng.standard_normal(N))
    ar = np.zeros(N)
    for t in range(1, N):
        ar[t] = 0.8 * ar[t - 1] + rng.standard_normal()
    broken = 0.02 * np.arange(N) + 4 * (np.arange(N) >= 110) + ar
    other = np.cumsum(rng.standard_normal(N))
    tied = 5 + 0.7 * walk - 0.4 * other + ar
    return pd.DataFrame({"walk": walk, "ar": ar, "broken": broken, "other": other, "tied": tied})


rows = []


def add(case, quantity, term, value):
    rows.append((case, quantity, term, repr(float(value))))


data = simulate()
data.insert(0, "t", range(N))
data.to_csv(HERE / "data.csv", index=False, float_format="%.12f")
data = pd.read_csv(HERE / "data.csv")
for name in ["walk", "ar", "broken"]:
    y = data[name].to_numpy()
    for trend in ["n", "c", "ct", "ctt"]:
        for lags in [0, 4]:
            statistic, p, _, _, critical = adfuller(y, maxlag=lags, regression=trend, autolag=None)[:5]
            add(f"{name} adf {trend} {lags}", "statistic", "statsmodels", statistic)
            add(f"{name} adf {trend} {lags}", "p_value", "statsmodels", p)
            add(f"{name} adf {trend} {lags}", "critical", "5%", critical["5%"])
            test = ADF(y, lags=lags, trend=trend)
            add(f"{name} adf {trend} {lags}", "statistic", "arch", test.stat)
            add(f"{name} adf {trend} {lags}", "p_value", "arch", test.pvalue)
    for method in ["AIC", "BIC", "t-stat"]:
        statistic, p, used = adfuller(y, maxlag=12, regression="c", autolag=method)[:3]
        add(f"{name} adf search {method.lower()}", "statistic", "statsmodels", statistic)
        add(f"{name} adf search {method.lower()}", "lags", "statsmodels", used)
    for trend in ["c", "ct"]:
        test = DFGLS(y, lags=3, trend=trend)
        add(f"{name} df-gls {trend} 3", "statistic", "arch", test.stat)
        add(f"{name} df-gls {trend} 3", "p_value", "arch", test.pvalue)
        statistic, p, _, critical = kpss(y, regression=trend, nlags=8)
        add(f"{name} kpss {trend} 8", "statistic", "statsmodels", statistic)
        test = KPSS(y, lags=8, trend=trend)
        add(f"{name} kpss {trend} 8", "statistic", "arch", test.stat)
        add(f"{name} kpss {trend} 8", "p_value", "arch", test.pvalue)
    for trend in ["n", "c", "ct"]:
        for kind in ["tau", "rho"]:
            test = PhillipsPerron(y, lags=6, trend=trend, test_type=kind)
            add(f"{name} phillips-perron {trend} 6 {kind}", "statistic", "arch", test.stat)
            add(f"{name} phillips-perron {trend} 6 {kind}", "p_value", "arch", test.pvalue)
    for trend in ["c", "t", "ct"]:
        test = ZivotAndrews(y, lags=2, trend=trend)
        add(f"{name} zivot-andrews {trend} 2", "statistic", "arch", test.stat)
        add(f"{name} zivot-andrews {trend} 2", "p_value", "arch", test.pvalue)
        statistic = zivot_andrews(y, maxlag=2, regression=trend, autolag=None)[0]
        add(f"{name} zivot-andrews {trend} 2", "statistic", "statsmodels", statistic)
for trend in ["c", "ct"]:
    for lags in [0, 3]:
        for label, columns in [("tied", ["walk", "other"]), ("walk", ["other"])]:
            statistic, p, critical = coint(data[label], data[columns], trend=trend, maxlag=lags, autolag=None)
            add(f"{label} engle-granger {trend} {lags}", "statistic", "statsmodels", statistic)
            add(f"{label} engle-granger {trend} {lags}", "p_value", "statsmodels", p)
            test = arch.unitroot.cointegration.engle_granger(data[label], data[columns], trend=trend, lags=lags)
            add(f"{label} engle-granger {trend} {lags}", "statistic", "arch", test.stat)
            add(f"{label} engle-granger {trend} {lags}", "p_value", "arch", test.pvalue)

with open(HERE / "values_python.csv", "w") as out:
    out.write(f"# statsmodels {statsmodels.__version__}, arch {arch.__version__}, numpy {np.__version__}, "
              f"python {sys.version.split()[0]}\n")
    out.write("case,quantity,term,value\n")
    out.writelines(",".join(map(str, row)) + "\n" for row in rows)
