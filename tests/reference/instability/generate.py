"""Reference values for tests of stability and time-varying coefficients: statsmodels, then numpy.

    python3 generate.py && Rscript generate.R

Writes data.csv (simulated, one broken and one stable relation) and values_python.csv.
"""

import pathlib
import sys

import numpy as np
import pandas as pd
import scipy
import statsmodels
import statsmodels.api as sm
from scipy import optimize
from statsmodels.stats import diagnostic
from statsmodels.tsa.statespace.mlemodel import MLEModel

HERE = pathlib.Path(__file__).resolve().parent
N = 120


def simulate():
    rng = np.random.default_rng(20261125)
    x = np.zeros(N)
    for t in range(N):
        x[t] = (0.5 * x[t - 1] if t else 0.0) + rng.standard_normal()
    z = rng.standard_normal(N)
    slope = np.where(np.arange(N) < 70, 0.5, 1.4)
    broken = 1 + slope * x - 0.3 * z + rng.standard_normal(N)
    stable = 1 + 0.5 * x - 0.3 * z + rng.standard_normal(N)
    wander = 0.5 + np.cumsum(0.15 * rng.standard_normal(N))
    wandering = 2 + wander * x - 0.3 * z + 0.8 * rng.standard_normal(N)
    return pd.DataFrame({"broken": broken, "stable": stable, "wandering": wandering, "x": x, "z": z})


class Wandering(MLEModel):
    """Regression whose listed coefficients follow random walks, all coefficients exactly diffuse."""

    def __init__(self, y, x, varying):
        super().__init__(y, k_states=x.shape[1], initialization="diffuse")
        self.varying = varying
        self["design"] = x.T[None, :, :]
        self["transition"] = np.eye(x.shape[1])
        self["selection"] = np.eye(x.shape[1])

    def update(self, params, **kwargs):
        params = super().update(params, **kwargs)
        self["obs_cov", 0, 0] = params[0]
        for place, variance in zip(self.varying, params[1:]):
            self["state_cov", place, place] = variance


rows = []


def add(case, quantity, term, value):
    rows.append((case, quantity, term, repr(float(value))))


data = simulate()
data.insert(0, "t", range(N))
data.to_csv(HERE / "data.csv", index=False, float_format="%.17g")
data = pd.read_csv(HERE / "data.csv")
x = sm.add_constant(data[["x", "z"]]).to_numpy()
for outcome in ["broken", "stable"]:
    y = data[outcome].to_numpy()
    model = sm.OLS(y, x)
    fit = model.fit()
    # Recursive residuals and both CUSUM paths.
    recursive = sm.RecursiveLS(y, x).fit()
    w = recursive.resid_recursive[3:]
    for t in [0, 20, 80, len(w) - 1]:
        add(outcome, "recursive_residual", t, w[t])
    m = len(w)
    path = recursive.cusum / np.sqrt(m)
    line = 1 + 2 * np.arange(1, m + 1) / m
    add(outcome, "cusum", "", np.max(np.abs(path) / line))
    squares = recursive.cusum_squares
    add(outcome, "cusumsq", "", np.max(np.abs(squares - np.arange(1, m + 1) / m)))
    statistic, p, _ = diagnostic.breaks_cusumolsresid(fit.resid, ddof=3)
    add(outcome, "cusum_ols", "", statistic)
    add(outcome, "cusum_ols_p", "", p)

    # Hansen's form of Nyblom's test, variance included, written out.
    f = np.column_stack([x * fit.resid[:, None], fit.resid**2 - np.mean(fit.resid**2)])
    s = np.cumsum(f, axis=0)
    add(outcome, "nyblom", "", np.trace(np.linalg.solve(f.T @ f, s.T @ s)) / N)
    for j, name in enumerate(["(Intercept)", "x", "z", "error variance"]):
        add(outcome, "nyblom_single", name, np.sum(s[:, j] ** 2) / np.sum(f[:, j] ** 2) / N)

# Time-varying coefficients: exact diffuse likelihood and smoother at given variances, then at the maximum.
y = data["wandering"].to_numpy()
for case, varying, ratio in [("tvp_shock", [1], [0.02]), ("tvp_all", [0, 1, 2], [0.01, 0.02, 0.005])]:
    model = Wandering(y, x, varying)

    def concentrated(q):
        """Likelihood with the error variance at its maximum given the ratios."""
        unit = model.smooth(np.r_[1.0, q])
        v, f = unit.forecasts_error[0], unit.forecasts_error_cov[0, 0]
        diffuse = unit.nobs_diffuse
        sigma2 = np.sum(v[diffuse:] ** 2 / f[diffuse:]) / (N - x.shape[1])
        result = model.smooth(np.r_[sigma2, sigma2 * np.asarray(q)])
        return sigma2, result

    sigma2, result = concentrated(ratio)
    add(case, "sigma2", "", sigma2)
    # The likelihood of the proper part: constants of the diffuse start differ between programs.
    difference = result.llf - concentrated([1e-12] * len(ratio))[1].llf
    add(case, "likelihood_gain", "", difference)
    for t in [0, 30, 60, N - 1]:
        for j, name in enumerate(["(Intercept)", "x", "z"]):
            add(case, "smoothed", f"{name} {t}", result.smoothed_state[j, t])
            add(case, "smoothed_se", f"{name} {t}", np.sqrt(result.smoothed_state_cov[j, j, t]))

model = Wandering(y, x, [1])


def objective(log_q):
    return -concentrated([np.exp(log_q)])[1].llf


best = optimize.minimize_scalar(objective, bounds=(-10, 2), method="bounded", options={"xatol": 1e-12})
sigma2, result = concentrated([np.exp(best.x)])
add("tvp_maximum", "ratio", "x", np.exp(best.x))
add("tvp_maximum", "sigma2", "", sigma2)
for j, name in enumerate(["(Intercept)", "x", "z"]):
    add("tvp_maximum", "estimate", name, result.smoothed_state[j, N - 1])
    add("tvp_maximum", "std_error", name, np.sqrt(result.smoothed_state_cov[j, j, N - 1]))

# Rolling regressions, HC1, window of 60.
for end in [N, N - 12, 60]:
    part = slice(end - 60, end)
    fit = sm.OLS(data["broken"].to_numpy()[part], x[part]).fit(cov_type="HC1")
    add("rolling", "estimate", end, fit.params[1])
    add("rolling", "std_error", end, fit.bse[1])

with open(HERE / "values_python.csv", "w") as out:
    out.write(f"# statsmodels {statsmodels.__version__}, numpy {np.__version__}, scipy {scipy.__version__}, "
              f"python {sys.version.split()[0]}\n")
    out.write("case,quantity,term,value\n")
    out.writelines(",".join(map(str, row)) + "\n" for row in rows)
