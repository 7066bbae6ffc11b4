"""Reference values for least squares with autoregressive errors, by two independent routes in numpy.

    python3 generate.py

Given the autoregressive coefficients, coefficients and covariance come from the explicit covariance matrix of the
errors (`inv(X' V^-1 X) X' V^-1 y`, with V from the theoretical autocovariances), not from a transformation. The
autoregression is refitted to the residuals by numpy's lstsq until nothing moves. For order one a plain
Prais-Winsten loop is the second route and must agree; statsmodels' GLSAR drops the first observation and uses
Yule-Walker, so it is not comparable.
"""

import pathlib
import sys

import numpy as np
import pandas as pd
import scipy
import scipy.linalg

HERE = pathlib.Path(__file__).resolve().parent


def autocovariances(phi, n):
    """Autocovariances 0..n-1 of an AR(p) with unit innovation variance, from its moving-average form."""
    p = len(phi)
    a = np.eye(p + 1)
    system = np.zeros((p + 1, p + 1))
    for i in range(p + 1):
        system[i, i] += 1
        for j, f in enumerate(phi, start=1):
            system[i, abs(i - j)] -= f
    g = list(np.linalg.solve(system, a[0]))
    while len(g) < n:
        g.append(sum(f * g[-j] for j, f in enumerate(phi, start=1)))
    return np.array(g[:n])


def autoregression(u, p):
    lagged = np.column_stack([u[p - j:len(u) - j] for j in range(1, p + 1)])
    return np.linalg.lstsq(lagged, u[p:], rcond=None)[0]


def by_matrix(y, x, p):
    b = np.linalg.lstsq(x, y, rcond=None)[0]
    phi = autoregression(y - x @ b, p)
    for _ in range(5000):
        v = scipy.linalg.toeplitz(autocovariances(phi, len(y)))
        l = np.linalg.cholesky(v)
        xs, ys = scipy.linalg.solve_triangular(l, np.column_stack([x]), lower=True), \
            scipy.linalg.solve_triangular(l, y, lower=True)
        b = np.linalg.lstsq(xs, ys, rcond=None)[0]
        new = autoregression(y - x @ b, p)
        if np.max(np.abs(new - phi)) < 1e-14:
            break
        phi = new
    e = ys - xs @ b
    s2 = e @ e / (len(y) - x.shape[1])
    n = len(y)
    ll = -n / 2 * (np.log(2 * np.pi) + np.log(e @ e / n) + 1) - np.log(np.diag(l)).sum()
    return phi, b, np.sqrt(np.diag(s2 * np.linalg.inv(xs.T @ xs))), np.sqrt(s2), ll


def prais_winsten(y, x):
    b = np.linalg.lstsq(x, y, rcond=None)[0]
    rho = 0.0
    for _ in range(5000):
        u = y - x @ b
        new = u[1:] @ u[:-1] / (u[:-1] @ u[:-1])
        done, rho = abs(new - rho) < 1e-14, new
        w = np.sqrt(1 - rho**2)
        ys = np.r_[w * y[0], y[1:] - rho * y[:-1]]
        xs = np.vstack([w * x[:1], x[1:] - rho * x[:-1]])
        b = np.linalg.lstsq(xs, ys, rcond=None)[0]
        if done:
            break
    return rho, b


def main():
    table = pd.read_csv(HERE.parent / "m1" / "data.csv")
    names = ["(Intercept)", "gap_10y", "goods_services_12m"]
    y = table["usdjpy"].to_numpy()
    x = np.column_stack([np.ones(len(y)), table[names[1:]].to_numpy()])
    rho, plain = prais_winsten(y, x)
    rows = []
    for p in (1, 2, 3):
        phi, b, errors, sigma, ll = by_matrix(y, x, p)
        if p == 1:
            assert abs(rho - phi[0]) < 1e-9 and np.allclose(plain, b, rtol=1e-9), (rho, phi, plain, b)
        put = lambda quantity, term, value: rows.append(f"ar{p},{quantity},{term},{float(value):.17g}\n")
        for j, f in enumerate(phi, start=1):
            put("rho", str(j), f)
        for name, value, error in zip(names, b, errors):
            put("estimate", name, value)
            put("std_error", name, error)
        put("sigma", "", sigma)
        put("log_likelihood", "", ll)
    with open(HERE / "values.csv", "w") as out:
        out.write(f"# Python {sys.version.split()[0]}, numpy {np.__version__}, scipy {scipy.__version__}\n")
        out.write("case,quantity,term,value\n")
        out.writelines(rows)


if __name__ == "__main__":
    main()
