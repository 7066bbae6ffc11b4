"""Reference values for instrumental variables: linearmodels, and numpy for what it has not.

    python3 generate.py && Rscript generate.R

Writes data.csv (simulated: strong and weak instruments, one and two instrumented regressors) and values_python.csv.
"""

import pathlib
import sys

import linearmodels
import numpy as np
import pandas as pd
import scipy.stats
from linearmodels.iv import IV2SLS, IVGMM, IVLIML
from linearmodels.iv.common import kleibergen_paap

HERE = pathlib.Path(__file__).resolve().parent
N = 160


def simulate():
    rng = np.random.default_rng(20261129)
    z1, z2, z3, c = rng.standard_normal((4, N))
    u = rng.standard_normal(N) * np.sqrt(0.5 + 0.5 * z1**2)
    x = 0.8 * z1 + 0.5 * z2 + 0.2 * z3 + 0.3 * c + 0.6 * u + rng.standard_normal(N)
    x2 = -0.3 * z1 + 0.6 * z2 + 0.7 * z3 + 0.5 * u + rng.standard_normal(N)
    weak = 0.08 * z1 + 0.05 * z2 + 0.3 * c + 0.6 * u + rng.standard_normal(N)
    y = 1 + 0.7 * x + 0.4 * c + u
    y2 = y - 0.5 * x2
    yw = 1 + 0.7 * weak + 0.4 * c + u
    return pd.DataFrame({"y": y, "y2": y2, "yw": yw, "x": x, "x2": x2, "weak": weak, "c": c, "z1": z1, "z2": z2, "z3": z3})


rows = []


def add(case, quantity, term, value):
    rows.append((case, quantity, term, repr(float(value))))


data = simulate()
data.insert(0, "t", range(N))
data.to_csv(HERE / "data.csv", index=False, float_format="%.12f")
data = pd.read_csv(HERE / "data.csv")
data["const"] = 1.0
exog = data[["const", "c"]]
z = data[["z1", "z2", "z3"]]
NAMES = {"const": "(Intercept)"}


def report(case, fit):
    for term in fit.params.index:
        add(case, "estimate", NAMES.get(term, term), fit.params[term])
        add(case, "std_error", NAMES.get(term, term), fit.std_errors[term])


cases = {"one": ("y", ["x"]), "two": ("y2", ["x", "x2"]), "weak": ("yw", ["weak"])}
for label, (outcome, endogenous) in cases.items():
    y, x = data[outcome], data[endogenous]
    model = IV2SLS(y, exog, x, z)
    report(f"{label} 2sls classical", model.fit(cov_type="unadjusted", debiased=True))
    report(f"{label} 2sls hc0", model.fit(cov_type="robust"))
    report(f"{label} 2sls hc1", model.fit(cov_type="robust", debiased=True))
    report(f"{label} 2sls hac", model.fit(cov_type="kernel", kernel="bartlett", bandwidth=5))
    fit = model.fit(cov_type="unadjusted", debiased=True)
    add(f"{label} 2sls classical", "sargan", "", fit.sargan.stat)
    add(f"{label} 2sls classical", "sargan_p", "", fit.sargan.pval)
    add(f"{label} 2sls classical", "wu_hausman", "", fit.wu_hausman().stat)
    add(f"{label} 2sls classical", "wu_hausman_p", "", fit.wu_hausman().pval)
    diagnostics = fit.first_stage.diagnostics
    for name in endogenous:
        add(f"{label} 2sls classical", "partial_r2", name, diagnostics.loc[name, "partial.rsquared"])
        add(f"{label} 2sls classical", "shea_r2", name, diagnostics.loc[name, "shea.rsquared"])
    liml = IVLIML(y, exog, x, z)
    report(f"{label} liml classical", liml.fit(cov_type="unadjusted", debiased=True))
    report(f"{label} liml hc1", liml.fit(cov_type="robust", debiased=True))
    add(f"{label} liml classical", "kappa", "", liml.fit().kappa)
    report(f"{label} fuller classical", IVLIML(y, exog, x, z, fuller=1).fit(cov_type="unadjusted", debiased=True))
    gmm = IVGMM(y, exog, x, z, weight_type="robust").fit(cov_type="robust")
    report(f"{label} gmm", gmm)
    add(f"{label} gmm", "j", "", gmm.j_stat.stat)
    add(f"{label} gmm", "j_p", "", gmm.j_stat.pval)
    kernel = IVGMM(y, exog, x, z, weight_type="kernel", kernel="bartlett", bandwidth=5)
    fit = kernel.fit(cov_type="kernel", kernel="bartlett", bandwidth=5)
    report(f"{label} gmm hac", fit)
    add(f"{label} gmm hac", "j", "", fit.j_stat.stat)
    add(f"{label} gmm hac", "j_p", "", fit.j_stat.pval)
    iterated = IVGMM(y, exog, x, z, weight_type="robust").fit(iter_limit=500, tol=1e-14, cov_type="robust")
    report(f"{label} iterated-gmm", iterated)

# What linearmodels has not, written out with numpy.
w = exog.to_numpy()
full = np.column_stack([w, z.to_numpy()])


def residual(v, on):
    return v - on @ np.linalg.lstsq(on, v, rcond=None)[0]


zt = np.column_stack([residual(z.to_numpy()[:, j], w) for j in range(3)])
for label, (outcome, endogenous) in cases.items():
    y = data[outcome].to_numpy()
    for name in endogenous:
        x = data[name].to_numpy()
        for kind in ["classical", "hc1"]:
            e = residual(x, full)
            pi = np.linalg.lstsq(full, x, rcond=None)[0][2:]
            gram = np.linalg.inv(zt.T @ zt)
            meat = (zt * e[:, None]).T @ (zt * e[:, None]) * N / (N - 5)
            v = gram @ meat @ gram if kind == "hc1" else gram * (e @ e) / (N - 5)
            add(f"{label} first stage {kind}", "f", name, pi @ np.linalg.solve(v, pi) / 3)
            if len(endogenous) == 1:
                add(f"{label} first stage {kind}", "effective_f", name, pi @ zt.T @ zt @ pi / np.trace(v @ zt.T @ zt))
    if len(endogenous) == 1:
        for beta in [0.0, 0.5, 2.0]:
            u = y - beta * x
            e = residual(u, full)
            coefficient = np.linalg.lstsq(full, u, rcond=None)[0][2:]
            for kind in ["classical", "hc1"]:
                gram = np.linalg.inv(zt.T @ zt)
                meat = (zt * e[:, None]).T @ (zt * e[:, None]) * N / (N - 5)
                v = gram @ meat @ gram if kind == "hc1" else gram * (e @ e) / (N - 5)
                add(f"{label} anderson-rubin {kind}", "f", beta, coefficient @ np.linalg.solve(v, coefficient) / 3)

# Kleibergen-Paap for two regressors: minimum of the Wald distance over rank-one first stages has no closed form, so the
# published formula, with Kronecker products and numpy's singular vectors.
x = data[["x", "x2"]].to_numpy()
xt = np.column_stack([residual(x[:, j], w) for j in range(2)])
e = np.column_stack([residual(x[:, j], full) for j in range(2)])
pi = np.linalg.lstsq(zt, xt, rcond=None)[0]
g = np.linalg.cholesky(zt.T @ zt).T
f = np.linalg.inv(np.linalg.cholesky(xt.T @ xt).T)
theta = g @ pi @ f
left, s, right = np.linalg.svd(theta)
u2, v2 = left[:, 1:], right.T[:, 1:]
scores = np.einsum("ti,tj->tij", e, zt).reshape(N, -1)
gram = np.linalg.inv(zt.T @ zt)
for kind in ["classical", "hc1"]:
    meat = scores.T @ scores * N / (N - 5) if kind == "hc1" else np.kron(e.T @ e / (N - 5), zt.T @ zt)
    bread = np.kron(np.eye(2), gram)
    v_pi = bread @ meat @ bread
    transform = np.kron(f.T, g)
    v_theta = transform @ v_pi @ transform.T
    pick = np.kron(v2.T, u2.T)
    gap = pick @ theta.T.reshape(-1)
    add(f"two kleibergen-paap {kind}", "f", "", gap @ np.linalg.solve(pick @ v_theta @ pick.T, gap) / 2)


# Kleibergen-Paap in LM form: scores as the null has them, the regressors net of the controls in place of residuals. Written
# out with moments and their covariance for one regressor, with Kronecker products for two, no small-sample factor; under the
# classical covariance also Anderson's canonical correlations from the eigenvalues of projections. linearmodels has it as well.
KINDS = {"classical": ("unadjusted", {}), "hc0": ("robust", {}), "hc1": ("robust", {})}
KINDS["hac"] = ("kernel", {"kernel": "bartlett", "bandwidth": 5})


def long_run(moments, kind):
    s = moments.T @ moments
    if kind == "hac":
        for lag in range(1, 6):
            gamma = moments[lag:].T @ moments[:-lag]
            s += (1 - lag / 6) * (gamma + gamma.T)
    return s / N


for label, (outcome, endogenous) in cases.items():
    xt = np.column_stack([residual(data[name].to_numpy(), w) for name in endogenous])
    p = len(endogenous)
    between = np.linalg.solve(xt.T @ xt, xt.T @ zt @ np.linalg.solve(zt.T @ zt, zt.T @ xt))
    add(f"{label} kleibergen-paap-lm classical", "anderson", "", N * min(np.linalg.eigvals(between).real))
    for kind in ["classical", "hc0", "hc1", "hac"]:
        if p == 1:
            g = zt * xt
            s = xt[:, 0] @ xt[:, 0] / N * zt.T @ zt / N if kind == "classical" else long_run(g, kind)
            value = N * g.mean(axis=0) @ np.linalg.solve(s, g.mean(axis=0))
        else:
            qzz, qxx = zt.T @ zt / N, xt.T @ xt / N
            iz, ix = np.linalg.inv(np.linalg.cholesky(qzz)), np.linalg.inv(np.linalg.cholesky(qxx))
            theta = iz @ (zt.T @ xt / N) @ ix.T
            left, _, right = np.linalg.svd(theta)
            pick = np.kron(right[p - 1 :], left[:, p - 1 :].T)
            g = np.einsum("ti,tj->tij", xt, zt).reshape(N, -1)
            s = np.kron(qxx, qzz) if kind == "classical" else long_run(g, kind)
            rotate = pick @ np.kron(ix, iz)
            gap = pick @ theta.T.reshape(-1)
            value = N * gap @ np.linalg.solve(rotate @ s @ rotate.T, gap)
        rk = kleibergen_paap(data[endogenous].to_numpy(), z.to_numpy(), w, *KINDS[kind])
        add(f"{label} kleibergen-paap-lm {kind}", "linearmodels", "", rk.stat)
        add(f"{label} kleibergen-paap-lm {kind}", "linearmodels_p", "", rk.pval)
        add(f"{label} kleibergen-paap-lm {kind}", "statistic", "", value)
        add(f"{label} kleibergen-paap-lm {kind}", "p_value", "", scipy.stats.chi2.sf(value, 3 - p + 1))

with open(HERE / "values_python.csv", "w") as out:
    out.write(f"# linearmodels {linearmodels.__version__}, numpy {np.__version__}, python {sys.version.split()[0]}\n")
    out.write("case,quantity,term,value\n")
    out.writelines(",".join(map(str, row)) + "\n" for row in rows)
