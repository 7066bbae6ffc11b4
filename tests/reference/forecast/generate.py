"""Reference values for forecast tests and backtests, by numpy and statsmodels.

    python3 generate.py

Writes series.csv (actual values and two forecasts, simulated, fixed seed, ten decimals, read back) and values.csv. The
backtest is written out here with loops over origins and numpy's lstsq.
"""

import pathlib
import sys

import numpy as np
import pandas as pd
import scipy.stats
import statsmodels
import statsmodels.api as sm

HERE = pathlib.Path(__file__).resolve().parent


def simulate(n=90):
    rng = np.random.default_rng(77)
    signal, noise = rng.normal(size=n), np.convolve(rng.normal(size=n + 3), [0.6, 0.5, 0.4, 0.3], "valid")
    actual = 0.2 + 0.8 * signal + noise
    return pd.DataFrame({"actual": actual, "model": 0.1 + 0.6 * signal + 0.3 * rng.normal(size=n),
                         "benchmark": 0.1 * rng.normal(size=n)})


def hac_mean(values, h):
    return sm.OLS(values, np.ones(len(values))).fit(cov_type="HAC", cov_kwds={"maxlags": h - 1})


def clark_west(y, m, b, h):
    found = hac_mean((y - b) ** 2 - (y - m) ** 2 + (b - m) ** 2, h)
    return found.tvalues[0], scipy.stats.norm.sf(found.tvalues[0])


def diebold_mariano(e1, e2, h):
    d = e1**2 - e2**2
    n = len(d)
    found = hac_mean(d, h)
    t = found.tvalues[0] * np.sqrt((n + 1 - 2 * h + h * (h - 1) / n) / n)
    return t, 2 * scipy.stats.t.sf(abs(t), n - 1)


def mincer_zarnowitz(y, f, h):
    fit = sm.OLS(y, sm.add_constant(f)).fit(cov_type="HAC", cov_kwds={"maxlags": h - 1}, use_t=True)
    test = fit.wald_test((np.eye(2), [0, 1]), use_f=True, scalar=True)
    return float(test.statistic), float(test.pvalue)


def pesaran_timmermann(dy, df):
    """With the table of signs: hits against the product of the margins."""
    n = len(dy)
    table = np.array([[np.sum(((dy > 0) == a) & ((df > 0) == b)) for b in (True, False)]
                      for a in (True, False)]) / n
    py, px = table.sum(axis=1)[0], table.sum(axis=0)[0]
    hits = np.trace(table)
    star = py * px + (1 - py) * (1 - px)
    v = star * (1 - star) / n
    w = ((2 * py - 1) ** 2 * px * (1 - px) + (2 * px - 1) ** 2 * py * (1 - py)
         + 4 * py * px * (1 - py) * (1 - px) / n) / n
    s = (hits - star) / np.sqrt(v - w)
    return s, scipy.stats.norm.sf(s)


def race(y, x, scheme, regressors, h, window, p, zero):
    """Forecasts by hand: at each origin t only y[..t] and x[..t-p] are touched, but for realised regressors."""
    out = []
    for t in range(len(y) - h):
        base = lambda s: 0.0 if zero else y[s]
        if regressors == "direct":
            pairs = [(x[s - p], y[s + h] - base(s)) for s in range(p, t - h + 1)]
        else:
            lag = p if regressors == "last-known" else 0
            pairs = [(x[s], y[s]) for s in range(t - lag + 1)]
        if len(pairs) < window:
            continue
        if scheme == "rolling":
            pairs = pairs[-window:]
        b = np.linalg.lstsq(np.array([q[0] for q in pairs]), np.array([q[1] for q in pairs]), rcond=None)[0]
        f = {"realised": lambda: x[t + h] @ b, "last-known": lambda: x[t - p] @ b,
             "direct": lambda: base(t) + x[t - p] @ b}[regressors]()
        out.append((y[t + h], f, base(t)))
    return np.array(out).T


def main():
    simulate().to_csv(HERE / "series.csv", index=False, float_format="%.10f")
    table = pd.read_csv(HERE / "series.csv")
    rows = []

    def put(case, test, statistic, p_value):
        rows.append(f"{case},{test},statistic,{statistic:.17g}\n")
        rows.append(f"{case},{test},p_value,{p_value:.17g}\n")

    y, m, b = (table[c].to_numpy() for c in ("actual", "model", "benchmark"))
    for h in (1, 4):
        put("series", f"clark-west-{h}", *clark_west(y, m, b, h))
        put("series", f"mincer-zarnowitz-{h}", *mincer_zarnowitz(y, m, h))
        put("series", f"diebold-mariano-{h}-squared-bartlett", *diebold_mariano(y - m, y - b, h))
    put("series", "pesaran-timmermann", *pesaran_timmermann(y, m))
    put("series", "pesaran-timmermann-from", *pesaran_timmermann(y - b, m - b))

    yen = pd.read_csv(HERE.parent / "m1" / "data.csv")
    s = yen["usdjpy"].to_numpy()
    x = np.column_stack([np.ones(len(s)), yen[["gap_10y", "goods_services_12m"]].to_numpy()])
    dx = np.column_stack([np.ones(len(s) - 1), np.diff(x[:, 1:], axis=0)])
    for name, y, x, zero in (("levels", s, x, False), ("differences", np.diff(s), dx, True)):
        for regressors in ("realised", "last-known", "direct"):
            for scheme in ("recursive", "rolling"):
                for h in (1, 3, 12):
                    for p in (0, 2):
                        a, f, b = race(y, x, scheme, regressors, h, 36, p, zero)
                        case = f"{name} {regressors} {scheme} h{h} p{p}"
                        e, eb = a - f, a - b
                        numbers = {
                            "count": len(a), "mean_error": e.mean(), "rmse": np.sqrt((e**2).mean()),
                            "mae": np.abs(e).mean(), "benchmark_rmse": np.sqrt((eb**2).mean()),
                            "benchmark_mae": np.abs(eb).mean(), "hit_rate": ((a > b) == (f > b)).mean(),
                            "last_forecast": f[-1]}
                        rows.extend(f"{case},{k},,{v:.17g}\n" for k, v in numbers.items())
                        put(case, "diebold-mariano", *diebold_mariano(e, eb, h))
                        if regressors == "direct" or zero:
                            put(case, "clark-west", *clark_west(a, f, b, h))
                        put(case, "mincer-zarnowitz", *mincer_zarnowitz(a - b, f - b, h))
                        if h == 1:
                            put(case, "pesaran-timmermann", *pesaran_timmermann(a - b, f - b))
    with open(HERE / "values.csv", "w") as out:
        out.write(f"# Python {sys.version.split()[0]}, statsmodels {statsmodels.__version__}, ")
        out.write(f"numpy {np.__version__}, scipy {scipy.__version__}\n")
        out.write("case,quantity,term,value\n")
        out.writelines(rows)


if __name__ == "__main__":
    main()
