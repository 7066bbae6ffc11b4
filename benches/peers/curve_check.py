"""Fifty specs of the specification curve, recomputed with statsmodels from the exported series.

    fxsens data export --out series.csv
    fxsens curve studies/digital-deficit/grid.toml --out out/curve --no-plots
    python benches/peers/curve_check.py series.csv out/curve/curve.csv

Prints the worst relative difference of estimates and of standard errors by kind, and fails beyond 1e-6.
Only windows of whole years are compared: the others are seasonally adjusted first, and that is checked against R and
statsmodels by `fxsens verify`.
"""

import sys
import tomllib

import numpy as np
import pandas as pd
import statsmodels.api as sm

BASE = 140.50


def main(series_path: str, curve_path: str) -> int:
    grid = tomllib.load(open("studies/digital-deficit/grid.toml", "rb"))
    axes = {a: {v["id"]: v for v in grid[a]} for a in
            ["outcome", "flow", "window", "valuation", "gap", "sample", "lag", "trend", "controls", "estimator", "vcov"]}
    long = pd.read_csv(series_path)
    monthly = long[long.period.str.fullmatch(r"\d{4}-\d{2}")]
    data = monthly.pivot(index="period", columns="series", values="value").sort_index()
    data.index = pd.PeriodIndex(data.index, freq="M")
    derive(data)
    rows = pd.read_csv(curve_path, keep_default_na=False)
    rows = rows[rows.error == ""]
    whole_years = rows.window.isin(["12m", "24m"])
    picked = []
    for kind in ["ols", "lp-0", "lp-3", "lp-12", "gls-ar", "ardl"]:
        these = rows[(rows.estimator == kind) & whole_years]
        picked.append(these.sample(min(50, len(these)), random_state=1).assign(kind=kind))
    sums = rows[(rows.lag == "0-12") & whole_years]
    picked.append(sums.sample(min(50, len(sums)), random_state=1).assign(kind="sum of 13 lags"))
    bad = 0
    print(f"{'kind':<16}{'specs':>6}{'worst estimate':>18}{'worst std. error':>18}")
    for kind, group in pd.concat(picked).groupby("kind", sort=False):
        errors = np.array([compare(row, axes, data) for row in group.itertuples()])
        worst = errors.max(axis=0)
        bad += int((worst > 1e-6).any())
        print(f"{kind:<16}{len(group):>6}{worst[0]:>18.2e}{worst[1]:>18.2e}")
    return int(bad > 0)


def derive(d: pd.DataFrame) -> None:
    d["gap_2y"] = d.us_2y - d.jp_2y
    d["gap_10y"] = d.us_10y - d.jp_10y
    inflation = lambda x: 100 * (x / x.shift(12) - 1)
    d["real_gap_10y"] = d.gap_10y - (inflation(d.us_cpi) - inflation(d.jp_cpi))


def compare(row, axes, data) -> tuple[float, float]:
    estimate, error = fit(row, axes, data)
    return (abs(estimate / float(row.per_trillion) - 1), abs(error / float(row.std_error) - 1))


def fit(row, axes, d) -> tuple[float, float]:
    pick = {a: axes[a][getattr(row, a)] for a in axes}
    diff = pick["outcome"]["difference"]
    change = lambda x: x if diff == 0 else x - x.shift(diff)
    rate = d[pick["outcome"]["series"]]
    level = 100 * np.log(rate) if pick["outcome"]["form"] == "log" else rate
    money = d[pick["flow"]["series"]] / 1e4 * pick["flow"].get("sign", 1)
    theta = pick["valuation"]["theta"]
    money = money * (BASE / rate.shift(1).rolling(12).mean()) ** theta
    months = pick["window"]["months"]
    flow = change(12 / months * money.rolling(months).sum())
    lags = range(pick["lag"]["first"], pick["lag"]["last"] + 1)
    x = {f"flow{k}": flow.shift(k) for k in lags}
    if "series" in pick["gap"]:
        x["gap"] = change(d[pick["gap"]["series"]])
    for i, _ in enumerate(pick["controls"]["terms"]):
        x[f"control{i}"] = change(100 * np.log(d.oil_brent))
    y, last = change(level), pd.Period(pick["sample"]["last"], "M")
    how = pick["estimator"]
    if how["method"] == "lp":
        h, first = how["horizon"], pick["lag"]["first"]
        y, last = level.shift(-h) - level.shift(1), last - h
        for k in range(1, how["lags"] + 1):
            x[f"dy{k}"] = change(level).shift(k)
            x[f"df{k}"] = flow.shift(first + k)
            if "gap" in x:
                x[f"dg{k}"] = x["gap"].shift(k)
    span = slice(pd.Period(pick["sample"]["first"], "M"), last)
    x, y = pd.DataFrame(x).loc[span], y.loc[span]
    trend = pick["trend"]["linear"]
    if how["method"] == "ardl":
        return ardl(x, y, trend, how["lags"])
    design = sm.add_constant(x.assign(trend=np.arange(1, len(x) + 1.0)) if trend else x).to_numpy()
    names = ["const", *x.columns] + (["trend"] if trend else [])
    outcome = y.to_numpy()
    if how["method"] == "gls-ar":
        design, outcome = prais_winsten(design, outcome)
    fitted = sm.OLS(outcome, design).fit()
    weights = np.array([float(name.startswith("flow")) for name in names])
    cov = covariance(fitted, pick["vcov"]["kind"])
    return fitted.params @ weights, np.sqrt(weights @ cov @ weights)


def covariance(fitted, kind: str) -> np.ndarray:
    n = int(fitted.nobs)
    if kind == "hac":
        lags = int(np.ceil(1.3 * np.sqrt(n)))
        return fitted.get_robustcov_results("HAC", maxlags=lags, use_correction=False).cov_params()
    scores = fitted.model.exog * fitted.resid[:, None]
    terms = round(0.4 * n ** (2 / 3))
    steps = np.pi * np.arange(1, terms + 1)[:, None] * (np.arange(n) + 0.5) / n
    transforms = np.sqrt(2 / n) * np.cos(steps) @ scores
    bread = fitted.normalized_cov_params
    return bread @ (n / terms * transforms.T @ transforms) @ bread


def prais_winsten(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Iterated to convergence, the first observation kept."""
    def whiten(z, rho):
        return np.concatenate([np.sqrt(1 - rho**2) * z[:1], z[1:] - rho * z[:-1]])

    b = np.linalg.lstsq(x, y, rcond=None)[0]
    rho = np.inf
    for _ in range(5000):
        u = y - x @ b
        new = u[1:] @ u[:-1] / (u[:-1] @ u[:-1])
        if abs(new - rho) < 1e-12:
            break
        rho = new
        b = np.linalg.lstsq(whiten(x, rho), whiten(y, rho), rcond=None)[0]
    return whiten(x, rho), whiten(y, rho)


def ardl(x: pd.DataFrame, y: pd.Series, trend: bool, most: int) -> tuple[float, float]:
    """All combinations of lags by BIC on one sample, then the long run by the delta method."""
    from itertools import product

    k, yv, xv, n = x.shape[1], y.to_numpy(), x.to_numpy(), len(y)

    def design(p, q, hold):
        rows = np.arange(hold, n)
        columns = [np.ones(len(rows))] + ([rows - hold + 1.0] if trend else [])
        columns += [yv[rows - i] for i in range(1, p + 1)]
        columns += [xv[rows - i, j] for j in range(k) for i in range(q[j] + 1)]
        return np.column_stack(columns), yv[rows]

    best = None
    for q in product(range(most + 1), repeat=k):
        for p in range(1, most + 1):
            z, w = design(p, q, most)
            u = w - z @ np.linalg.lstsq(z, w, rcond=None)[0]
            value = len(w) * np.log(u @ u / len(w)) + np.log(len(w)) * z.shape[1]
            if best is None or value < best[0]:
                best = (value, p, q)
    _, p, q = best
    z, w = design(p, q, max(p, *q))
    fitted = sm.OLS(w, z).fit()
    own = 1 + int(trend)
    phi = 1 - fitted.params[own : own + p].sum()
    start, stop = own + p, own + p + q[0] + 1
    effect = fitted.params[start:stop].sum() / phi
    slope = np.zeros(z.shape[1])
    slope[own : own + p], slope[start:stop] = effect / phi, 1 / phi
    return effect, np.sqrt(slope @ covariance(fitted, "hac") @ slope)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
