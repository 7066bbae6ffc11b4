"""Reference values for bootstrap and multiple testing; generate.R adds those of R.

    python3 generate.py && Rscript generate.R

Data are simulated here. Block lengths come from arch, adjusted p-values from statsmodels (and R), the wild bootstrap of a
HAC t and the step-down are written out in numpy by their definitions: every draw is estimated anew, every maximum is
taken over an explicit set. weights.txt holds the signs of the wild bootstrap, written by the example `wild_weights`.
"""

import pathlib
import sys

import arch
import numpy as np
import scipy
import statsmodels
from arch.bootstrap import optimal_block_length
from statsmodels.stats.multitest import multipletests

HERE = pathlib.Path(__file__).resolve().parent


def write_table(name, columns):
    keys = list(columns)
    with open(HERE / name, "w") as out:
        out.write(",".join(keys) + "\n")
        for row in zip(*columns.values()):
            out.write(",".join(f"{value:.17g}" for value in row) + "\n")


def autoregression(rng, n, phi):
    path = np.zeros(n + 200)
    shocks = rng.standard_normal(n + 200)
    for t in range(1, n + 200):
        path[t] = phi * path[t - 1] + shocks[t]
    return path[200:]


def hac(x, u, lags):
    """Newey-West covariance, lag by lag."""
    scores = x * u[:, None]
    meat = scores.T @ scores
    for lag in range(1, lags + 1):
        gamma = scores[lag:].T @ scores[:-lag]
        meat += (1 - lag / (lags + 1)) * (gamma + gamma.T)
    bread = np.linalg.inv(x.T @ x)
    return bread @ meat @ bread


def ols(x, y):
    b = np.linalg.lstsq(x, y, rcond=None)[0]
    return b, y - x @ b


def main():
    rng = np.random.default_rng(20151231)
    rows = []
    put = lambda case, quantity, term, value: rows.append(f"{case},{quantity},{term},{float(value):.17g}\n")

    # Series for block lengths and the sieve.
    n = 240
    ma = rng.standard_normal(n + 1)
    series = {
        "white": rng.standard_normal(n),
        "ar3": autoregression(rng, n, 0.3),
        "ar8": 100 + autoregression(rng, n, 0.8),
        "ma": ma[1:] - 0.7 * ma[:-1],
        "walk": np.cumsum(rng.standard_normal(n)),
        "trend": np.arange(n) + rng.standard_normal(n),
    }
    write_table("series.csv", series)
    for name, values in series.items():
        best = optimal_block_length(values)
        put(name, "block_length", "stationary", best["stationary"].iloc[0])
        put(name, "block_length", "circular", best["circular"].iloc[0])
        short = optimal_block_length(values[:60])
        put(name, "block_length_60", "stationary", short["stationary"].iloc[0])
        put(name, "block_length_60", "circular", short["circular"].iloc[0])

    # Draws of a skewed statistic (the log of a mean of exponentials), its jackknife and the variance in each draw.
    sample = rng.exponential(size=40)
    statistic = lambda v: np.log(v.mean())
    variance = lambda v: v.var(ddof=1) / len(v) / v.mean() ** 2
    draws = [sample[rng.integers(0, 40, 40)] for _ in range(999)]
    values = np.array([statistic(v) for v in draws])
    write_table("draws.csv", {"value": values, "variance": np.array([variance(v) for v in draws])})
    write_table("jackknife.csv", {"value": np.array([statistic(np.delete(sample, i)) for i in range(40)])})
    put("draws", "estimate", "", statistic(sample))
    put("draws", "variance", "", variance(sample))
    for level in (0.9, 0.95, 0.99):
        low, high = np.percentile(values, [50 * (1 - level), 50 * (1 + level)])
        put("linear", "percentile", f"low {level}", low)
        put("linear", "percentile", f"high {level}", high)

    # p-values with ties, and what statsmodels makes of them.
    p = np.round(np.r_[rng.uniform(size=12) ** 3, 0.04, 0.04, 1.0, 0.0003], 4)
    write_table("p_values.csv", {"p": p})
    for method, name in (("holm", "holm"), ("fdr_bh", "benjamini-hochberg"), ("fdr_by", "benjamini-yekutieli")):
        for i, value in enumerate(multipletests(p, method=method)[1]):
            put("statsmodels", name, str(i), value)

    # Step-down: the maximum over the explicit set of hypotheses not yet tested.
    m, b = 7, 199
    root = np.linalg.cholesky(0.5 * np.eye(m) + 0.5)
    t = root @ rng.standard_normal(m) + np.array([4, 0, -3, 2.2, 0, -1.5, 2.6])
    boot = rng.standard_normal((b, m)) @ root.T
    write_table("statistics.csv", {f"t{i}": np.r_[t[i], boot[:, i]] for i in range(m)})
    left = set(range(m))
    last = 0.0
    while left:
        top = max(left, key=lambda i: abs(t[i]))
        maxima = [max(abs(draw[i]) for i in left) for draw in boot]
        last = max(last, (1 + sum(value >= abs(t[top]) for value in maxima)) / (b + 1))
        put("romano-wolf", "p_value", str(top), last)
        left.remove(top)

    # Wild bootstrap of a Newey-West t, every draw estimated anew on the exported signs.
    n = 80
    x = np.column_stack([np.ones(n)] + [5 + autoregression(rng, n, 0.5) for _ in range(3)])
    y = x @ np.array([1, 0.3, -0.5, 0]) + autoregression(rng, n, 0.4) * (1 + np.abs(x[:, 1]))
    write_table("wild.csv", {"y": y, **{f"x{j}": x[:, j] for j in range(4)}})
    signs = [np.where(np.array(list(line.strip())) == "+", 1.0, -1.0) for line in open(HERE / "weights.txt")]
    column, null, lags = 1, 0.2, 5
    estimate, u = ols(x, y)
    put("wild", "std_error", "", np.sqrt(hac(x, u, lags)[column, column]))
    put("wild", "statistic", "", (estimate[column] - null) / np.sqrt(hac(x, u, lags)[column, column]))
    others = np.delete(x, column, axis=1)
    rest, restricted = ols(others, y - null * x[:, column])
    for case, fitted, residuals, centre in (
        ("restricted", null * x[:, column] + others @ rest, restricted, null),
        ("unrestricted", x @ estimate, u, estimate[column]),
    ):
        stats = []
        for v in signs:
            drawn, e = ols(x, fitted + residuals * v)
            stats.append((drawn[column] - centre) / np.sqrt(hac(x, e, lags)[column, column]))
        observed = (estimate[column] - null) / np.sqrt(hac(x, u, lags)[column, column])
        for i, value in enumerate(stats):
            put(f"wild-{case}", "draw", str(i), value)
        count = sum(abs(value) >= abs(observed) for value in stats)
        put(f"wild-{case}", "p_value", "", (1 + count) / (len(stats) + 1))

    with open(HERE / "values.csv", "w") as out:
        out.write(
            f"# Python {sys.version.split()[0]}, numpy {np.__version__}, scipy {scipy.__version__}, "
            f"arch {arch.__version__}, statsmodels {statsmodels.__version__}\n"
        )
        out.write("case,quantity,term,value\n")
        out.writelines(rows)


if __name__ == "__main__":
    main()
