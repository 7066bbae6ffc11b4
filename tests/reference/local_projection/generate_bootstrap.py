"""Reference values for bootstrapped local projections, written out in numpy: every draw is estimated anew.

    python3 generate_bootstrap.py

Reads data.csv, bootstrap_signs.txt (one sign per date and draw) and bootstrap_starts.txt (first dates of blocks of six), both
written by the example `local_projection_draws`; writes values_bootstrap.csv. A wild draw makes outcomes from fitted values and
signed residuals and regresses them again; a block draw gathers rows and regresses them again.
"""

import pathlib
import sys

import numpy as np
import pandas as pd
import scipy
from scipy.stats import norm

HERE = pathlib.Path(__file__).resolve().parent
H, LAGS, LENGTH = 12, 3, 6

data = pd.read_csv(HERE / "data.csv")
N = len(data)
n0 = N - LAGS
columns = [data.x, pd.Series(1.0, data.index), data.c]
columns += [data[name].shift(lag) for name in "yxc" for lag in range(1, LAGS + 1)]
X = np.column_stack([column.iloc[LAGS:] for column in columns])
SIGNED = np.column_stack([np.maximum(X[:, 0], 0), np.minimum(X[:, 0], 0), X[:, 1:]])
TARGETS = {
    "level": lambda s, h: s.shift(-h),
    "long-difference": lambda s, h: s.shift(-h) - s.shift(1),
    "cumulative": lambda s, h: sum(s.shift(-j) for j in range(h + 1)),
}


def targets(series, response):
    return [TARGETS[response](series, h).iloc[LAGS : N - h].to_numpy() for h in range(H + 1)]


def scaled(x, u, h, covariance):
    """Residuals over one minus the leverage."""
    n, k = x.shape
    if covariance == "hc1":
        return u * np.sqrt(n / (n - k))
    q = np.linalg.qr(x)[0]
    hat = q @ q.T
    share = np.diag(hat).copy()
    if covariance == "hc3-overlap":
        for j in range(1, h + 1):
            both = u[j:] @ u[:-j] / (u @ u) * np.diag(hat, -j)
            share[j:] += both
            share[:-j] += both
    return u / (1 - np.minimum(share, 0.9))


def regress(x, y, h, covariance, shocks):
    b = np.linalg.lstsq(x, y, rcond=None)[0]
    e = scaled(x, y - x @ b, h, covariance)
    return b[:shocks], np.linalg.pinv(x)[:shocks] * e, x @ b, e


def correction(response):
    """The recursion of Herbst and Johannsen as a matrix; for cumulative responses between difference and sum."""
    lags = X[:, 2:] - X[:, 2:].mean(axis=0)
    gamma0 = lags.T @ lags
    w = np.eye(H + 1)
    for h in range(H + 1):
        for j in range(1, h + 1):
            omega = 1 + np.trace(np.linalg.solve(gamma0, lags[j:].T @ lags[:-j]))
            w[h] += omega / (n0 - h) * w[h - j]
    if response == "cumulative":
        total = np.tril(np.ones((H + 1, H + 1)))
        w = total @ w @ np.linalg.inv(total)
    return w


def finish(series, w, ratio):
    """Estimates and influences of the reported responses from those of the projected series."""
    if w is not None:
        series = [(w @ b, w @ f) for b, f in series]
    (b, f), *rest = series
    if ratio:
        ((own, g),) = rest
        f = (f - (b / own)[:, None] * g) / own[:, None]
        b = b / own
    return b, np.sqrt((f**2).sum(axis=1))


def stack(each, shocks, n):
    """Shock by shock, the horizons of a shock together; influences on all dates."""
    b = np.array([one[0] for one in each]).T.reshape(-1)
    f = np.zeros((shocks * len(each), n))
    for h, (_, influence, places) in enumerate(each):
        for s in range(shocks):
            f[s * len(each) + h, places] = influence[s]
    return b, f


def quantile(values, p):
    values, count = np.sort(values), len(values)
    position = (count + 1) * p
    if abs(position - round(position)) < 1e-9:
        return values[round(position) - 1]
    k = int(np.floor(position))
    low, high = norm.ppf(k / (count + 1)), norm.ppf((k + 1) / (count + 1))
    return values[k - 1] + (norm.ppf(p) - low) / (high - low) * (values[k] - values[k - 1])


signs = [np.where(np.array(list(line.strip())) == "+", 1.0, -1.0) for line in open(HERE / "bootstrap_signs.txt")]
starts = [np.array(line.split(), dtype=int) for line in open(HERE / "bootstrap_starts.txt")]
dates = [(first[:, None] + np.arange(LENGTH)).reshape(-1)[:n0] for first in starts]
assert all(len(v) == n0 for v in signs)
rows = []


def add(case, quantity, term, value):
    rows.append((case, quantity, term, repr(float(value))))


def bootstrap(case, scheme, response, covariance, corrected, signed=False):
    x, shocks = (SIGNED, 2) if signed else (X, 1)
    ratio = response == "multiplier"
    summed = "cumulative" if ratio else response
    series = [targets(data.y, summed)] + ([targets(data.x, summed)] if ratio else [])
    w = correction(summed) if corrected else None
    base = [[regress(x[: n0 - h], s[h], h, covariance, shocks) for h in range(H + 1)] for s in series]
    sample = [stack([(one[0], one[1], np.arange(n0 - h)) for h, one in enumerate(b)], shocks, n0) for b in base]
    estimate, error = finish(sample, w, ratio)
    drawn = []
    for draw in range(len(signs)):
        paths = []
        for s, fits in zip(series, base):
            each = []
            for h in range(H + 1):
                if scheme == "wild":
                    outcome = fits[h][2] + signs[draw][: n0 - h] * fits[h][3]
                    places, x_h = np.arange(n0 - h), x[: n0 - h]
                else:
                    places = np.flatnonzero(dates[draw] < n0 - h)
                    chosen = dates[draw][places]
                    outcome, x_h = s[h][chosen], x[chosen]
                b, influence, *_ = regress(x_h, outcome, h, covariance, shocks)
                each.append((b, influence, places))
            paths.append(stack(each, shocks, n0))
        drawn.append(finish(paths, w, ratio))
    theta, se = np.array([d[0] for d in drawn]), np.array([d[1] for d in drawn])
    t = (theta - estimate) / se
    spread = theta.std(axis=0, ddof=1)
    for i in range(len(estimate)):
        add(case, "estimate", i, estimate[i])
        add(case, "std_error", i, error[i])
        add(case, "spread", i, spread[i])
        for level in (0.8, 0.95):
            low, high = (1 - level) / 2, (1 + level) / 2
            add(case, f"percentile-t low {level}", i, estimate[i] - quantile(t[:, i], high) * error[i])
            add(case, f"percentile-t high {level}", i, estimate[i] - quantile(t[:, i], low) * error[i])
            add(case, f"percentile low {level}", i, quantile(theta[:, i], low))
            add(case, f"percentile high {level}", i, quantile(theta[:, i], high))
            add(case, f"basic low {level}", i, 2 * estimate[i] - quantile(theta[:, i], high))
            add(case, f"basic high {level}", i, 2 * estimate[i] - quantile(theta[:, i], low))
            add(case, f"normal low {level}", i, estimate[i] - norm.ppf(high) * spread[i])
            add(case, f"normal high {level}", i, estimate[i] + norm.ppf(high) * spread[i])
        rank = (1 + np.sum(t[:, i] < estimate[i] / error[i])) / (len(t) + 2)
        add(case, "percentile-t p", i, 2 * min(rank, 1 - rank))
    for s in range(shocks):
        path = slice(s * (H + 1), (s + 1) * (H + 1))
        for name, scale, unit in (("percentile-t", se, error), ("percentile", spread, spread)):
            maxima = np.abs((theta - estimate) / scale)[:, path].max(axis=1)
            observed = np.abs(estimate / unit)[path].max()
            add(case, f"sup-t {name}", s, observed)
            add(case, f"sup-t {name} p", s, (1 + np.sum(maxima >= observed)) / (len(maxima) + 1))
            for size in (0.32, 0.10, 0.05):
                add(case, f"sup-t {name} critical {size:.2f}", s, quantile(maxima, 1 - size))


for scheme in ("wild", "moving-block"):
    bootstrap(f"{scheme} level", scheme, "level", "hc3-overlap", True)
    bootstrap(f"{scheme} cumulative", scheme, "cumulative", "hc1", True)
    bootstrap(f"{scheme} long-difference", scheme, "long-difference", "hc3", False)
    bootstrap(f"{scheme} multiplier", scheme, "multiplier", "hc3-overlap", False)
    bootstrap(f"{scheme} asymmetric", scheme, "level", "hc3-overlap", False, signed=True)

with open(HERE / "values_bootstrap.csv", "w") as out:
    out.write(f"# numpy {np.__version__}, scipy {scipy.__version__}, python {sys.version.split()[0]}\n")
    out.write("case,quantity,term,value\n")
    out.writelines(",".join(map(str, row)) + "\n" for row in rows)
