"""The engine's rows: the numbers first, then the times, side by side with statsmodels, arch and numpy.

Both sides work on the same data. A peer that would take too long does a part of a row, and its time is scaled up;
the table says so.
"""

import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from importlib.metadata import version

import numpy as np
import statsmodels.api as sm
from arch.bootstrap import MovingBlockBootstrap
from arch.unitroot import ADF
from statsmodels.stats.diagnostic import acorr_breusch_godfrey, het_breuschpagan
from statsmodels.stats.stattools import durbin_watson, jarque_bera
from statsmodels.tsa.stattools import adfuller

from frames import load

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TARGET = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
# The profile of the program as it is shipped.
EXAMPLES = os.path.join(TARGET, "dist", "examples")
warnings.simplefilter("ignore")


# Data.


def autoregressions(rng, nobs, count, persistence):
    """First-order autoregressions, one per column."""
    shocks = rng.standard_normal((nobs, count))
    values = np.empty((nobs, count))
    values[0] = shocks[0] / np.sqrt(1 - persistence**2)
    for t in range(1, nobs):
        values[t] = persistence * values[t - 1] + shocks[t]
    return values


def regression(seed, nobs, k):
    """An outcome, then k - 1 regressors."""
    values = autoregressions(np.random.default_rng(seed), nobs, k, 0.5)
    values[:, 0] += 0.2 * values[:, 1:].sum(axis=1)
    return values


def pool(seed, nobs):
    """A constant and 23 series."""
    return np.column_stack([np.ones(nobs), autoregressions(np.random.default_rng(seed), nobs, 23, 0.5)])


def choices(seed, count):
    """Outcome 1, shock 2, the constant, five controls."""
    rng = np.random.default_rng(seed)
    controls = np.array([3 + rng.choice(21, 5, replace=False) for _ in range(count)])
    return np.column_stack([np.tile([1, 2, 0], (count, 1)), controls])


def projection(seed, nobs):
    """An outcome and the shock it responds to."""
    rng = np.random.default_rng(seed)
    shock = autoregressions(rng, nobs, 1, 0.5)
    return np.column_stack([autoregressions(rng, nobs, 1, 0.8) + shock, shock])


DATA = {
    "ols-300": regression(1, 300, 6),
    "ols-10000": regression(2, 10_000, 20),
    "ols-200000": regression(3, 200_000, 20),
    "projection": projection(4, 320),
    "wild": regression(5, 320, 6),
    "blocks": regression(6, 150, 8),
    "pool-320": pool(7, 320),
    "pool-150": pool(8, 150),
    "choices-1024": choices(9, 1_024),
    "choices-100000": choices(10, 100_000),
    "walk": np.random.default_rng(11).standard_normal((320, 1)).cumsum(axis=0),
}


def write(folder):
    DATA["replica"] = replica().to_numpy()
    for name, matrix in DATA.items():
        with open(os.path.join(folder, f"{name}.f64"), "wb") as file:
            np.array(matrix.shape, dtype="<f8").tofile(file)
            np.asarray(matrix.T, dtype="<f8", order="C").tofile(file)


def parts(name):
    """Outcome and design with the constant first."""
    data = np.ascontiguousarray(DATA[name])
    return data[:, 0].copy(), np.column_stack([np.ones(len(data)), data[:, 1:]])


# The peers. Each returns the numbers that are compared.


def hac(y, x, lags):
    return sm.OLS(y, x).fit(cov_type="HAC", cov_kwds={"maxlags": lags})


def ols(name, tests):
    y, x = parts(name)

    def work():
        fit = hac(y, x, 12)
        low, high = fit.conf_int().T
        numbers = {
            "estimates": fit.params,
            "std_errors": fit.bse,
            "p_values": fit.pvalues,
            "conf_low": low,
            "conf_high": high,
            "glance": [fit.rsquared, fit.rsquared_adj, np.sqrt(fit.scale), fit.llf, fit.aic, fit.bic],
        }
        numbers["tests"] = {"durbin-watson": durbin_watson(fit.resid)} if tests else {}
        if tests:
            numbers["tests"]["breusch-godfrey"] = acorr_breusch_godfrey(fit, 12)[0]
            numbers["tests"]["breusch-pagan"] = het_breuschpagan(fit.resid, x)[0]
            numbers["tests"]["jarque-bera"] = jarque_bera(fit.resid)[0]
        return numbers

    return work


HORIZONS, LAGS = 24, 4


def horizon(h):
    """Outcome and design of one horizon: the shock, the constant, four lags of outcome and shock."""
    data = DATA["projection"]
    n = len(data) - LAGS
    at = [data[LAGS - lag : LAGS - lag + n - h] for lag in range(LAGS + 1)]
    columns = [at[0][:, 1], np.ones(n - h)]
    columns += [at[lag][:, variable] for variable in (0, 1) for lag in range(1, LAGS + 1)]
    return data[LAGS + h :, 0].copy(), np.column_stack(columns)


def projections():
    fits = [hac(*horizon(h), HORIZONS) for h in range(HORIZONS + 1)]
    return {"estimates": [fit.params[0] for fit in fits], "std_errors": [fit.bse[0] for fit in fits]}


def projection_band():
    """The same, and the law of the largest of 25 t statistics from their joint covariance."""
    numbers, n = projections(), len(DATA["projection"]) - LAGS
    influence = np.zeros((n, HORIZONS + 1))
    for h in range(HORIZONS + 1):
        y, x = horizon(h)
        inverse = np.linalg.pinv(x)
        influence[: n - h, h] = inverse[0] * (y - x @ (inverse @ y))
    covariance = influence.T @ influence
    for lag in range(1, HORIZONS + 1):
        product = influence[lag:].T @ influence[:-lag]
        covariance += (1 - lag / (HORIZONS + 1)) * (product + product.T)
    scale = np.sqrt(np.diag(covariance))
    root = np.linalg.cholesky(covariance / np.outer(scale, scale) + 1e-9 * np.eye(HORIZONS + 1))
    largest = np.abs(np.random.default_rng(1).standard_normal((10_000, HORIZONS + 1)) @ root.T).max(axis=1)
    return numbers | {"critical": [(size, np.quantile(largest, 1 - size)) for size in (0.32, 0.10, 0.05)]}


def wild(weights):
    """t statistics of a wild bootstrap with the null imposed, one per row of weights."""
    y, x = parts("wild")
    restricted = sm.OLS(y, np.delete(x, 1, axis=1)).fit()

    def work():
        fits = (hac(restricted.fittedvalues + restricted.resid * w, x, 12) for w in weights)
        return [fit.params[1] / fit.bse[1] for fit in fits]

    return work


def curve(columns, picks, lags):
    def work():
        fits = (hac(columns[:, pick[0]], columns[:, pick[1:]], lags) for pick in picks)
        return [(fit.params, fit.bse) for fit in fits]

    return work


def blocks(draws):
    y, x = parts("blocks")

    def work():
        refit = lambda x, y: np.linalg.lstsq(x, y, rcond=None)[0]  # noqa: E731
        return MovingBlockBootstrap(12, x, y, seed=1).apply(refit, draws)

    return work


def resampled_curve(rows):
    """One draw of a curve in blocks: the shock's estimate and standard error under every choice."""
    columns = DATA["pool-320"][rows]
    return lambda: [(b[0], se[0]) for b, se in curve(columns, DATA["choices-1024"], 6)()]


def adf():
    walk = DATA["walk"][:, 0].copy()

    def work():
        statistic, p_value, lags, nobs, critical, _ = adfuller(walk, autolag="AIC")
        return {"statistic": statistic, "p_value": p_value, "lags": lags, "nobs": nobs, "critical": list(critical.values())}

    return work


def adf_of_arch():
    walk = DATA["walk"][:, 0].copy()

    def work():
        test = ADF(walk, method="aic")
        return {"statistic": test.stat, "p_value": test.pvalue, "lags": test.lags}

    return work


def replica():
    """Exchange rate, gap of yields and flow by month, from a month before the window that measures the volatility."""
    os.chdir(ROOT)
    columns = ["usdjpy", "gap_10y", "bop_goods_services_12m"]
    return load().loc["1999-12":"2023-12", columns].astype(float)


def placebo(draws):
    """Slopes of random walks on the replica's regressors, and how often two of the four tests reject."""
    sample = replica().loc["2015-12":"2023-12"]
    x, start = sm.add_constant(sample.to_numpy()[:, 1:]), sample.usdjpy.iloc[0]
    volatility = np.log(replica().usdjpy).diff().std()
    lags = int(np.ceil(1.3 * np.sqrt(len(x))))

    def work():
        rng = np.random.default_rng(1)
        slopes, rejections = [], []
        for _ in range(draws):
            steps = np.append(0, rng.normal(0, volatility, len(x) - 1))
            fit = sm.OLS(start * np.exp(steps.cumsum()), x).fit()
            robust = fit.get_robustcov_results("HAC", maxlags=lags, use_t=False)
            slopes.append(fit.params[2])
            rejections.append((fit.pvalues[2] < 0.05, robust.pvalues[2] < 0.05))
        return slopes, np.mean(rejections, axis=0)

    return work


# Parity.


def close(ours, theirs, what, rtol=1e-8):
    ours, theirs = np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float)
    assert ours.shape == theirs.shape, f"{what}: {ours.shape} against {theirs.shape}"
    worst = (np.abs(ours - theirs) / np.maximum(np.abs(theirs), 1e-3)).max(initial=0)
    assert worst <= rtol, f"{what}: {worst:.1e} apart"
    return worst


def parity(folder):
    ours = json.loads(run("engine_rows", folder, "numbers"))
    worst = {}
    for size in (300, 10_000, 200_000):
        for suffix in ("", "-tests"):
            name = f"ols-{size}{suffix}"
            theirs = ols(f"ols-{size}", suffix != "")()
            keys = ["estimates", "std_errors", "p_values", "conf_low", "conf_high", "glance"]
            gaps = [close(ours[name][key], theirs[key], f"{name} {key}") for key in keys]
            gaps += [close(ours[name]["tests"][t][0], v, f"{name} {t}") for t, v in theirs["tests"].items()]
            worst[name] = max(gaps)
    theirs = projection_band()
    for name in ("projection", "projection-band"):
        worst[name] = max(close(ours[name][key], theirs[key], f"{name} {key}") for key in ("estimates", "std_errors"))
    # Two simulations of 10,000 draws: four Monte-Carlo errors of the difference of quantiles are below 0.08.
    for (_, a), (size, b) in zip(ours["projection-band"]["critical"], theirs["critical"], strict=True):
        assert abs(a - b) < 0.08, f"sup-t at {size}: {a} against {b}"
    y, x = parts("wild")
    fit = hac(y, x, 12)
    worst["wild"] = close(ours["wild"]["statistic"], fit.params[1] / fit.bse[1], "wild statistic")
    shared = wild(np.array(ours["wild"]["weights"]))()
    worst["wild"] = max(worst["wild"], close(ours["wild"]["draws"], shared, "wild draws"))
    y, x = parts("blocks")
    shared = [np.linalg.lstsq(x[rows], y[rows], rcond=None)[0] for rows in ours["blocks"]["rows"]]
    worst["blocks"] = close(ours["blocks"]["draws"], shared, "block refits")
    shock = [(b[0], se[0]) for b, se in curve(DATA["pool-320"], DATA["choices-1024"], 6)()]
    worst["curve"] = close(ours["curve"], shock, "curve")
    theirs = curve(DATA["pool-150"], DATA["choices-100000"][:1_000], 4)()
    worst["grid-shock"] = close(ours["grid-shock"], [(b[0], se[0]) for b, se in theirs], "grid, shock")
    worst["grid-full"] = close(ours["grid-full"], theirs, "grid, full")
    draw = resampled_curve(ours["curve-blocks"]["rows"])()
    worst["curve-blocks"] = close(ours["curve-blocks"]["draw"], draw, "curve in blocks")
    theirs, arch = adf()(), adf_of_arch()()
    assert ours["adf"]["lags"] == theirs["lags"] == arch["lags"] and ours["adf"]["nobs"] == theirs["nobs"]
    gaps = [close(ours["adf"][key], theirs[key], f"adf {key}") for key in ("statistic", "p_value", "critical")]
    gaps += [close(ours["adf"][key], arch[key], f"adf of arch {key}") for key in ("statistic", "p_value")]
    worst["adf"] = max(gaps)
    study, sample = json.loads(run("placebo_rows", folder, "numbers")), replica().loc["2015-12":"2023-12"]
    fit = sm.OLS(sample.usdjpy.to_numpy(), sm.add_constant(sample.to_numpy()[:, 1:])).fit()
    volatility = np.log(replica().usdjpy).diff().std()
    worst["placebo"] = max(
        close(study["slope"], fit.params[2], "slope of the replica"),
        close(study["volatility"], volatility, "volatility of the random walks"),
    )
    slopes, rejections = placebo(1_000)()
    share = np.mean(np.abs(slopes) >= abs(study["slope"]))
    # Four Monte-Carlo errors of a share of 1,000 draws.
    for what, a, b in [
        ("share", study["share_at_least"], share),
        ("classical", study["classical"], rejections[0]),
        ("hac", study["hac_normal"], rejections[1]),
    ]:
        assert abs(a - b) < 4 * np.sqrt(a * (1 - a) / 1_000) + 1e-3, f"placebo {what}: {a} against {b}"
    return worst, ours


# Times.


def run(example, *arguments):
    command = [os.path.join(EXAMPLES, example), *arguments]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout


def ours_in(example, *arguments):
    """Shortest and median of two processes, so that one bad moment of the machine does not decide."""
    answers = [next(iter(json.loads(run(example, *arguments)).values())) for _ in range(2)]
    return min(a["shortest"] for a in answers), min(a["median"] for a in answers)


def theirs_in(work, scale=1):
    """Shortest and median time: one call to warm up, then calls for two seconds, at least three."""
    work()
    times = []
    while sum(times) < 2 or len(times) < 3:
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return scale * min(times), scale * statistics.median(times)


def rows(ours):
    """Id, what it is, the peer, its work, by how much its time is scaled, the target in milliseconds."""
    weights = np.random.default_rng(1).choice([-1.0, 1.0], (999, 320))
    newey = "statsmodels, `fit(cov_type=\"HAC\")`, p-values, intervals, R², AIC, BIC"
    tested = newey + "; Breusch–Godfrey, Breusch–Pagan, Jarque–Bera, Durbin–Watson"
    for size, k, target in ((300, 6, 0.025), (10_000, 20, 3), (200_000, 20, 120)):
        label = f"OLS, Newey–West(12), n = {size:,}, k = {k}"
        yield f"ols-{size}", label + ", no Breusch–Godfrey", newey, ols(f"ols-{size}", False), 1, target
        yield f"ols-{size}-tests", label + ", all statistics", tested, ols(f"ols-{size}", True), 1, target
    label = "local projection, 24 horizons, T = 320, 10 regressors, Newey–West(24)"
    yield "projection", label, "statsmodels, one fit per horizon", projections, 1, 0.9
    peer = "statsmodels, joint covariance and draws with numpy"
    yield "projection-band", label + ", sup-t from 10,000 draws", peer, projection_band, 1, 10
    label = "wild bootstrap of a Newey–West(12) t, 999 draws, 320 × 6"
    yield "wild", label, "statsmodels, one fit per draw, 1 in 9 draws", wild(weights[:111]), 9, 10
    work = curve(DATA["pool-320"], DATA["choices-1024"], 6)
    yield "curve", "1,024 specs of 320 × 8, Newey–West(6)", "statsmodels, one fit per spec", work, 1, 15
    work = curve(DATA["pool-150"], DATA["choices-100000"][:1_000], 4)
    peer = "statsmodels, one fit per spec, 1 in 100 specs"
    label = "100,000 specs of 150 × 8, Newey–West(4)"
    yield "grid-shock", label + ", the shock", peer, work, 100, 50
    yield "grid-full", label + ", all coefficients and their covariance", peer, work, 100, 150
    peer = "arch `MovingBlockBootstrap` with numpy `lstsq`, 1 in 20 draws"
    yield "blocks", "20,000 moving-block refits of 150 × 8", peer, blocks(1_000), 20, 6
    work = resampled_curve(ours["curve-blocks"]["rows"])
    peer = "statsmodels, one fit per spec and draw, 1 in 500 draws"
    yield "curve-blocks", "1,024 specs of 320 × 8, Newey–West(6), in each of 500 block draws", peer, work, 500, 10_000
    yield "adf", "ADF, lags by AIC, T = 320", "statsmodels `adfuller`", adf(), 1, 0.2
    yield "adf", "ADF, lags by AIC, T = 320", "arch `ADF`", adf_of_arch(), 1, 0.2
    peer = "statsmodels, two standard errors per draw, 1 in 40 draws"
    yield "placebo", "random-walk placebo, 20,000 draws with four tests each", peer, placebo(500), 40, 200


def shown(seconds):
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            break
    digits = 3 - len(str(int(seconds / size)))
    return f"{seconds / size:,.{max(digits, 0)}f} {unit}"


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(line.split(":")[1].strip() for line in file if line.startswith("model name"))
    except OSError:
        return platform.processor()


def main():
    with tempfile.TemporaryDirectory() as folder:
        write(folder)
        worst, ours = parity(folder)
        print(f"Numbers agree: the worst relative difference of a row is {max(worst.values()):.0e}.", file=sys.stderr)
        packages = ", ".join(f"{name} {version(name)}" for name in ("statsmodels", "arch", "numpy", "scipy"))
        rust = subprocess.run(["rustc", "--version"], cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True).stdout
        print(f"* Machine: {processor()}, {os.cpu_count()} threads, {platform.system()} {platform.machine()}.")
        print(f"* Versions: {' '.join(rust.split()[:2])}, CPython {platform.python_version()}, {packages}.")
        print(f"* Date: {datetime.date.today()}. Load before the run: {os.getloadavg()[0]:.1f}.\n")
        print("| Task | Peer | Peer, median | fxsens, median | fxsens, shortest | Ratio | Target | Met | Numbers agree to |")
        print("| :--- | :--- | ---: | ---: | ---: | ---: | ---: | :---: | ---: |")
        for name, label, peer, work, scale, target in rows(ours):
            _, median_theirs = theirs_in(work, scale)
            command = ("placebo_rows", folder, "times") if name == "placebo" else ("engine_rows", folder, "times", name)
            shortest, median = ours_in(*command)
            met = "yes" if median <= target / 1e3 else "**no**"
            print(
                f"| {label} | {peer} | {shown(median_theirs)} | {shown(median)} | {shown(shortest)} "
                f"| {median_theirs / median:,.0f} × | {shown(target / 1e3)} | {met} | {max(worst[name], 1e-16):.0e} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
