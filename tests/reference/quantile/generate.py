"""Reference values for linear quantile regression on the yen data.

    python3 generate.py        (from anywhere; needs numpy, pandas, scipy, statsmodels; about two minutes)

reads ../m1/data.csv and writes `values.csv`. Three witnesses of the estimates: HiGHS on the linear programme
(scipy), the same vertex solved and certified in exact rational arithmetic, and statsmodels' QuantReg. One witness
of the standard errors: a moving-block bootstrap of its own, with numpy's random numbers.
"""

import pathlib
import sys
from fractions import Fraction

import numpy as np
import pandas as pd
import scipy
import scipy.optimize
import scipy.sparse
import statsmodels
from statsmodels.regression.quantile_regression import QuantReg

HERE = pathlib.Path(__file__).resolve().parent
TAUS = ("0.1", "0.5", "0.9")
DRAWS, BLOCK = 4000, 5
rows = []


def put(case, quantity, term, value):
    rows.append((case, quantity, term, format(float(value), ".17g")))


def linear_programme(y, x, tau, weights=None):
    """min Σ w ρ(y − xb) over b free, positive and negative parts of the residuals."""
    n, k = x.shape
    w = np.ones(n) if weights is None else weights
    cost = np.concatenate([np.zeros(k), tau * w, (1 - tau) * w])
    equal = scipy.sparse.hstack([x, scipy.sparse.eye(n), -scipy.sparse.eye(n)], format="csc")
    bounds = [(None, None)] * k + [(0, None)] * (2 * n)
    solution = scipy.optimize.linprog(cost, A_eq=equal, b_eq=y, bounds=bounds, method="highs-ds")
    assert solution.status == 0, solution.message
    return solution.x[:k]


def solve_exactly(matrix, rhs):
    """Gauss–Jordan elimination in rational numbers."""
    k = len(rhs)
    a = [list(row) + [value] for row, value in zip(matrix, rhs)]
    for j in range(k):
        pivot = next(i for i in range(j, k) if a[i][j] != 0)
        a[j], a[pivot] = a[pivot], a[j]
        a[j] = [value / a[j][j] for value in a[j]]
        for i in range(k):
            if i != j:
                a[i] = [value - a[i][j] * base for value, base in zip(a[i], a[j])]
    return [row[-1] for row in a]


def certified_vertex(y, x, tau, near):
    """The vertex next to `near`, exactly, with its proof: multipliers inside [τ − 1, τ] that balance the rest."""
    n, k = x.shape
    basis = np.argsort(np.abs(y - x @ near))[:k]
    exact = [[Fraction(float(value)) for value in row] for row in x]
    outcome = [Fraction(float(value)) for value in y]
    b = solve_exactly([exact[i] for i in basis], [outcome[i] for i in basis])
    residuals = [outcome[i] - sum(p * q for p, q in zip(exact[i], b)) for i in range(n)]
    rest = [i for i in range(n) if i not in set(basis)]
    assert all(residuals[i] != 0 for i in rest)
    slope = [sum((tau if residuals[i] > 0 else tau - 1) * exact[i][j] for i in rest) for j in range(k)]
    transposed = [[exact[i][j] for i in basis] for j in range(k)]
    multipliers = solve_exactly(transposed, [-value for value in slope])
    assert all(tau - 1 < a < tau for a in multipliers), "not the unique optimum"
    loss = sum(r * (tau if r > 0 else tau - 1) for r in residuals)
    return [float(value) for value in b], float(loss)


def bootstrap_errors(y, x, tau, generator):
    n = len(y)
    draws = []
    for _ in range(DRAWS):
        starts = generator.integers(0, n - BLOCK + 1, size=-(-n // BLOCK))
        index = (starts[:, None] + np.arange(BLOCK)).ravel()[:n]
        draws.append(linear_programme(y, x, tau, np.bincount(index, minlength=n).astype(float)))
    return np.std(np.array(draws), axis=0, ddof=1)


def main():
    table = pd.read_csv(HERE.parent / "m1" / "data.csv")
    y = table.usdjpy.to_numpy()
    names = ["(Intercept)", "gap_10y", "goods_services_12m"]
    x = np.column_stack([np.ones(len(y)), table.gap_10y, table.goods_services_12m])
    generator = np.random.default_rng(1)
    for text in TAUS:
        case, tau = f"tau-{text}", float(text)
        highs = linear_programme(y, x, tau)
        exact, loss = certified_vertex(y, x, Fraction(text), highs)
        statsmodels_fit = QuantReg(y, x).fit(q=tau, max_iter=20000, p_tol=1e-12)
        errors = bootstrap_errors(y, x, tau, generator)
        for j, name in enumerate(names):
            put(case, "estimate", name, exact[j])
            put(case, "estimate_highs", name, highs[j])
            put(case, "estimate_statsmodels", name, statsmodels_fit.params[j])
            put(case, "std_error_blocks_of_5", name, errors[j])
        put(case, "loss", "", loss)
    versions = {"numpy": np, "scipy": scipy, "pandas": pd, "statsmodels": statsmodels}
    python = f"Python {sys.version.split()[0]}"
    with open(HERE / "values.csv", "w", newline="\n") as out:
        out.write("# " + ", ".join([python] + [f"{name} {m.__version__}" for name, m in versions.items()]) + "\n")
        out.write("case,quantity,term,value\n")
        out.writelines(",".join(row) + "\n" for row in rows)


main()
