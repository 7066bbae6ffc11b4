"""Reference values for ordinary least squares on the yen data.

    python3 generate.py        (from anywhere; needs numpy, pandas, scipy, statsmodels)
    Rscript generate.R         (afterwards; needs sandwich and lmtest)

writes `data.csv` from data/series/*.csv of this repository and `values.csv` from statsmodels, with numpy where
statsmodels has no such estimator (Parzen, quadratic spectral and equal-weighted cosines).
"""

import pathlib
import sys

import numpy as np
import pandas as pd
import scipy
import scipy.stats
import statsmodels
import statsmodels.api as sm
from statsmodels.stats.diagnostic import acorr_breusch_godfrey, het_breuschpagan
from statsmodels.stats.stattools import durbin_watson, jarque_bera

HERE = pathlib.Path(__file__).resolve().parent
SERIES = HERE.parents[2] / "data" / "series"
rows = []


def series(file, name):
    table = pd.read_csv(SERIES / file)
    table = table[table.series == name]
    return pd.Series(table.value.to_numpy(), index=pd.PeriodIndex(table.period, freq="M"), name=name)


def put(case, quantity, term, value):
    rows.append((case, quantity, term, format(float(value), ".17g")))


def kernel_weight(kernel, x):
    x = abs(x)
    if kernel == "bartlett":
        return max(1 - x, 0.0)
    if kernel == "parzen":
        return 1 - 6 * x**2 + 6 * x**3 if x <= 0.5 else 2 * max(1 - x, 0.0) ** 3
    z = 6 * np.pi * x / 5
    return 1.0 if x == 0 else 3 / z**2 * (np.sin(z) / z - np.cos(z))


def kernel_covariance(x, u, kernel, width):
    z = x * u[:, None]
    n = len(u)
    weights = np.array([[kernel_weight(kernel, (t - s) / width) for s in range(n)] for t in range(n)])
    bread = np.linalg.inv(x.T @ x)
    return bread @ (z.T @ weights @ z) @ bread


def cosine_covariance(x, u):
    z = x * u[:, None]
    n = len(u)
    nu = round(0.4 * n ** (2 / 3))
    t = np.arange(1, n + 1)
    transforms = [np.sqrt(2 / n) * (np.cos(np.pi * j * (t - 0.5) / n) @ z) for j in range(1, nu + 1)]
    omega = sum(np.outer(v, v) for v in transforms) / nu
    bread = np.linalg.inv(x.T @ x)
    return bread @ (n * omega) @ bread, nu


def put_covariance(case, names, estimates, covariance, distribution):
    errors = np.sqrt(np.diag(covariance))
    for name, b, s in zip(names, estimates, errors):
        put(case, "std_error", name, s)
        put(case, "p_value", name, 2 * distribution.sf(abs(b / s)))


def reference(prefix, y, x, names, intercept):
    fit = sm.OLS(y, x).fit()
    n, k = x.shape
    u, b = np.asarray(fit.resid), np.asarray(fit.params)
    t, normal = scipy.stats.t(n - k), scipy.stats.norm
    for name, value in zip(names, b):
        put(prefix + "ols", "estimate", name, value)
    put_covariance(prefix + "classical", names, b, np.asarray(fit.cov_params()), t)
    for kind in ("HC0", "HC1", "HC2", "HC3"):
        put_covariance(prefix + kind.lower(), names, b, fit.get_robustcov_results(kind, use_t=True).cov_params(), t)
    for label, corrected in (("hac-bartlett-13", False), ("hac-bartlett-13-corrected", True)):
        robust = fit.get_robustcov_results("HAC", maxlags=13, use_correction=corrected, use_t=False)
        put_covariance(prefix + label, names, b, robust.cov_params(), normal)
        if len(names) > 1:
            test = robust.wald_test(np.eye(k)[-2:], use_f=False, scalar=True)
            put(prefix + label, "wald", "last two", test.statistic)
            put(prefix + label, "wald_p_value", "last two", test.pvalue)
            robust_t = fit.get_robustcov_results("HAC", maxlags=13, use_correction=corrected, use_t=True)
            test = robust_t.wald_test(np.eye(k)[-2:], use_f=True, scalar=True)
            put(prefix + label, "f", "last two", test.statistic)
            put(prefix + label, "f_p_value", "last two", test.pvalue)
    put_covariance(prefix + "hac-parzen-13", names, b, kernel_covariance(x, u, "parzen", 14.0), normal)
    put_covariance(prefix + "hac-qs-5.5", names, b, kernel_covariance(x, u, "qs", 5.5), normal)
    cosine, nu = cosine_covariance(x, u)
    put_covariance(prefix + "ewc", names, b, cosine, scipy.stats.t(nu))
    for quantity, value in (("r_squared", fit.rsquared), ("adj_r_squared", fit.rsquared_adj),
                            ("sigma", np.sqrt(fit.mse_resid)), ("log_likelihood", fit.llf), ("aic", fit.aic),
                            ("bic", fit.bic), ("durbin_watson", durbin_watson(u)),
                            ("condition_number", np.linalg.cond(x / np.linalg.norm(x, axis=0)))):
        put(prefix + "glance", quantity, "", value)
    # Without a constant statsmodels adds one to the auxiliary regression; R's bgtest is the reference there.
    for lags in (1, 12) if intercept else ():
        statistic, p, _, _ = acorr_breusch_godfrey(fit, nlags=lags, result_object=False)
        put(prefix + f"breusch-godfrey-{lags}", "statistic", "", statistic)
        put(prefix + f"breusch-godfrey-{lags}", "p_value", "", p)
    if intercept:
        statistic, p, _, _ = het_breuschpagan(u, x)
        put(prefix + "breusch-pagan", "statistic", "", statistic)
        put(prefix + "breusch-pagan", "p_value", "", p)
    statistic, p, _, _ = jarque_bera(u)
    put(prefix + "jarque-bera", "statistic", "", statistic)
    put(prefix + "jarque-bera", "p_value", "", p)


def main():
    gap = series("interest_rates.csv", "us_10y") - series("interest_rates.csv", "jp_10y")
    balance = series("balance_of_payments.csv", "bop_goods_services").rolling(12).sum() / 1e4
    table = pd.concat([series("exchange_rates.csv", "usdjpy"), gap, balance], axis=1).loc["2015-12":"2023-12"]
    table.columns = ["usdjpy", "gap_10y", "goods_services_12m"]
    table.index.name = "period"
    table.to_csv(HERE / "data.csv", float_format="%.17g")
    # Read back, so that values belong to the digits in the file.
    table = pd.read_csv(HERE / "data.csv")
    y = table["usdjpy"].to_numpy()
    slopes = table[["gap_10y", "goods_services_12m"]].to_numpy()
    names = ["(Intercept)", "gap_10y", "goods_services_12m"]
    reference("", y, np.column_stack([np.ones(len(y)), slopes]), names, True)
    reference("no-intercept ", y, slopes, names[1:], False)
    with open(HERE / "values.csv", "w") as out:
        out.write(f"# Python {sys.version.split()[0]}, numpy {np.__version__}, scipy {scipy.__version__}, "
                  f"pandas {pd.__version__}, statsmodels {statsmodels.__version__}\n")
        out.write("case,quantity,term,value\n")
        out.writelines(",".join(row) + "\n" for row in rows)


if __name__ == "__main__":
    main()
