"""Independent values for the rungs above the replica: projections, flows, instruments, windows, races, the tests behind the gates.

Run from the repository's root: python3 tests/reference/ladder/generate.py   (numpy, pandas, statsmodels, linearmodels; R for its
stl). Reads the tables in data/series and writes values.json beside this file, without any code of the project.
"""

import json
import pathlib
import platform
import subprocess
import sys
import tempfile

import linearmodels
import numpy as np
import pandas as pd
import scipy
import statsmodels
import statsmodels.api as sm
from linearmodels.iv import IV2SLS
from statsmodels.tsa.stattools import coint

sys.path.insert(0, "tests/reference/forecast")
from generate import clark_west, diebold_mariano, race  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
SHOCK, BASE, H = 5.536, 140.50, 27
values = {}


def load():
    long = pd.concat(pd.read_csv(p, dtype={"period": str}) for p in sorted(pathlib.Path("data/series").glob("*.csv"))
                     if p.read_text(encoding="utf-8")[:19] == "series,period,value")
    long = long[long.period.astype(str).str.fullmatch(r"\d{4}-\d{2}")]
    d = long.pivot(index="period", columns="series", values="value").sort_index()
    d.index = pd.PeriodIndex(d.index, freq="M")
    d["gap"] = d.us_10y - d.jp_10y
    d["b12"] = d.bop_goods_services.rolling(12).sum() / 1e4
    d["ls"] = 100 * np.log(d.usdjpy)
    for name in ["bop_goods_services", "bop_goods", "bop_services"]:
        d[f"sa_{name}"] = adjusted(d[name].dropna())
    return d


def adjusted(series):
    """R's stl with one seasonal pattern for all years."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/x.csv"
        series.to_csv(path, index=False, header=False)
        script = (f'x <- scan("{path}", quiet=TRUE); s <- stl(ts(x, frequency=12, start=c({series.index[0].year},'
                  f'{series.index[0].month})), "periodic"); cat(format(x - s$time.series[,1], digits=17), sep="\\n")')
        out = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=True).stdout
    return pd.Series([float(x) for x in out.split()], index=series.index)


def in_yen(per_cent):
    return BASE * np.expm1(-SHOCK * per_cent / 100)


def multiplier(d, flow, last):
    """Cumulated response of the yen over that of the flow at horizon H, both corrected as in Herbst and Johannsen."""
    x = flow
    frame = {"x": x, "gap": d.gap}
    for k in range(1, 4):
        frame |= {f"y{k}": d.ls.shift(k), f"x{k}": x.shift(k), f"g{k}": d.gap.shift(k)}
    frame = pd.DataFrame(frame).loc[:last].dropna()
    frame.insert(0, "const", 1.0)
    n = len(frame)
    y, x = d.ls.loc[frame.index].to_numpy(), x.loc[frame.index].to_numpy()
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

    return corrected(y) / corrected(x), n


def ewc(fit):
    n = int(fit.nobs)
    scores = fit.model.exog * fit.resid[:, None]
    terms = round(0.4 * n ** (2 / 3))
    steps = np.pi * np.arange(1, terms + 1)[:, None] * (np.arange(n) + 0.5) / n
    transforms = np.sqrt(2 / n) * np.cos(steps) @ scores
    bread = fit.normalized_cov_params
    return bread @ (n / terms * transforms.T @ transforms) @ bread, terms


d = load()

# Gates: Engle and Granger's test with statsmodels, lags by AIC up to Schwert's rule.
m1 = d.loc["2015-12":"2023-12"]
values["engle-granger"] = coint(m1.usdjpy, m1[["gap", "b12"]], trend="c", autolag="aic")[1]

# M4: multipliers.
for name, balance, theta in [("m4a", "bop_goods_services", 0.0), ("m4b", "bop_goods_services", 0.5),
                             ("m4c", "bop_goods_services", 1.0), ("m4d", "bop_services", 1.0)]:
    flow = 12 * d[f"sa_{balance}"] / 1e4 * (BASE / d.usdjpy.shift(1).rolling(12).mean()) ** theta
    ratio, n = multiplier(d, flow, "2023-12")
    values[name] = {"yen": in_yen(ratio), "nobs": n}

# M5: one coefficient for every flow, Wald test with the cosine covariance.
quarter = lambda s: (4 * (s / 1e4).rolling(3).sum()).diff(3)
flows = pd.DataFrame({
    "goods": quarter(d.bop_goods_sa), "services": quarter(d.bop_services_sa), "income": quarter(d.bop_primary_income_sa),
    "direct": quarter(d.fdi_inward - d.fdi_outward), "portfolio": quarter(-d.pf_net_total),
})
frame = pd.concat([d.ls.diff(3).rename("y"), flows, d.gap.diff(3)], axis=1).loc[:"2023-12"].dropna()
fit = sm.OLS(frame.y.to_numpy(), sm.add_constant(frame.drop(columns="y")).to_numpy()).fit()
cov, terms = ewc(fit)
contrast = np.zeros((4, 7))
contrast[:, 1] = 1.0
contrast[range(4), range(2, 6)] = -1.0
gap = contrast @ fit.params
wald = gap @ np.linalg.solve(contrast @ cov @ contrast.T, gap)
f = (terms - 3) / terms * wald / 4
values["m5"] = {"nobs": len(frame), "coefficients": fit.params[1:6].tolist(), "std_errors": np.sqrt(np.diag(cov))[1:6].tolist(),
                "f": f, "p_value": float(scipy.stats.f.sf(f, 4, terms - 3))}

# M6: two-stage least squares and the Anderson-Rubin set on a fine grid, Newey-West with 24 lags.
def instrumented(balance, instruments):
    x = 12 * d[f"sa_{balance}"] / 1e4
    outcome = sum(d.ls.shift(-j) for j in range(13)) - 13 * d.ls.shift(1)
    endogenous = sum(x.shift(-j) for j in range(13))
    controls = {"const": 1.0, "gap": d.gap.diff()}
    for k in range(1, 4):
        controls |= {f"s{k}": np.log(d.usdjpy).diff().shift(k), f"g{k}": d.gap.diff().shift(k), f"x{k}": x.shift(k)}
    frame = pd.concat([outcome.rename("y"), endogenous.rename("x"), pd.DataFrame(controls, index=d.index), instruments],
                      axis=1).loc[:"2023-12"].dropna()
    names = list(controls)
    two = IV2SLS(frame.y, frame[names], frame.x, frame[list(instruments.columns)]).fit(cov_type="kernel", kernel="bartlett", bandwidth=24)
    def statistic(beta):
        fit = sm.OLS(frame.y - beta * frame.x, frame[names + list(instruments.columns)]).fit()
        robust = fit.get_robustcov_results("HAC", maxlags=24, use_correction=False)
        q = len(instruments.columns)
        b, v = robust.params[-q:], robust.cov_params()[-q:, -q:]
        return b @ np.linalg.solve(v, b) / q
    n, k = len(frame), len(names) + len(instruments.columns)
    critical = scipy.stats.f.isf(0.05, len(instruments.columns), n - k)
    return {"yen": in_yen(two.params["x"]), "nobs": n, "statistic at zero": statistic(0.0), "critical": critical}, statistic, critical


def edges(statistic, critical, low, high):
    """Ends of the accepted interval around the estimate by bisection between accepted and rejected points."""
    ends = []
    for inside, outside in [(low[0], low[1]), (high[0], high[1])]:
        for _ in range(60):
            middle = (inside + outside) / 2
            if statistic(middle) <= critical:
                inside = middle
            else:
                outside = middle
        ends.append(inside)
    return ends


lagged = d.bop_goods_imports.rolling(12).sum().shift(1) / 1e4 * np.log(d.oil_brent).diff()
oil = pd.DataFrame({f"z{k}": lagged.shift(k) for k in range(3)})
values["m6a"], at, critical = instrumented("bop_goods", oil)
values["m6a"]["set"] = [in_yen(b) for b in edges(at, critical, (-0.7, 5.0), (-0.7, -12.0))]
window = lambda a, b: pd.DataFrame({"z": ((d.index >= pd.Period(a, "M")) & (d.index <= pd.Period(b, "M"))).astype(float)}, index=d.index)
values["m6c"], at, critical = instrumented("bop_goods", window("2011-05", "2013-12"))
values["m6c"]["set"] = [in_yen(b) for b in edges(at, critical, (-0.7, 3.0), (-0.7, -6.0))]

# M8: the replica in the last two five-year windows.
def rolled(end):
    part = d.loc[:end].iloc[-60:]
    return -SHOCK * sm.OLS(part.usdjpy, sm.add_constant(part[["gap", "b12"]])).fit().params["b12"]
values["m8"] = {end: rolled(end) for end in ["2015-12", "2023-12", "2026-03"]}

# M9: three races by hand.
def raced(frame, regressors, h, p, zero=False):
    frame = frame.dropna()
    y, x = frame.iloc[:, 0].to_numpy(), sm.add_constant(frame.iloc[:, 1:]).to_numpy()
    actual, model, benchmark = race(y, x, "recursive", regressors, h, 120, p, zero)
    ratio = np.sqrt(np.mean((actual - model) ** 2) / np.mean((actual - benchmark) ** 2))
    return {"n": len(actual), "ratio": ratio, "dm": diebold_mariano(actual - model, actual - benchmark, h)[1],
            "cw": clark_west(actual, model, benchmark, h)[1]}
levels = d.loc["1996-01":"2026-06", ["usdjpy", "gap", "b12"]]
values["m9"] = {
    "M1 levels, realised, 12": raced(levels, "realised", 12, 2),
    "M1 levels, direct, 6": raced(levels, "direct", 6, 2),
    "Monthly changes, as in M2c, realised, 1": raced(pd.concat([d.ls.diff(), d.gap.diff(), d.b12.diff()], axis=1).loc["1996-01":"2026-06"], "realised", 1, 2, True),
}
r = subprocess.run(["Rscript", "--version"], capture_output=True, text=True)
values["versions"] = {"python": platform.python_version(), "numpy": np.__version__, "pandas": pd.__version__,
                      "statsmodels": statsmodels.__version__, "linearmodels": linearmodels.__version__, "R": (r.stdout + r.stderr).strip()}
(HERE / "values.json").write_text(json.dumps(values, indent=1, default=float) + "\n")
print(json.dumps(values, indent=1, default=float))
