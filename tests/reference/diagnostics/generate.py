"""Reference values for residual tests and design diagnostics, by statsmodels.

    python3 generate.py

Writes data.csv (simulated here, fixed seed, ten decimals, read back before use) and values.csv.
"""

import pathlib
import sys

import numpy as np
import pandas as pd
import scipy
import statsmodels
import statsmodels.api as sm
from statsmodels.stats import diagnostic
from statsmodels.stats.outliers_influence import OLSInfluence, variance_inflation_factor
from statsmodels.stats.stattools import durbin_watson, jarque_bera

HERE = pathlib.Path(__file__).resolve().parent
N = 140


def simulate():
    """Heteroskedastic, autocorrelated, mildly nonlinear; b is near a straight line, c moves with b, d is a dummy."""
    rng = np.random.default_rng(20240611)
    a = np.empty(N)
    e = np.empty(N)
    a[0], e[0] = rng.normal(), rng.normal()
    for t in range(1, N):
        a[t] = 0.6 * a[t - 1] + rng.normal()
        e[t] = 0.35 * e[t - 1] + rng.normal() * np.sqrt(0.4 + 0.5 * e[t - 1] ** 2)
    b = 110 + 0.3 * np.arange(N) + 2 * rng.normal(size=N)
    c = 0.5 * b + 1.5 * rng.normal(size=N)
    d = (np.arange(N) % 7 == 3).astype(float)
    y = 100 + 2 * a + 0.4 * b - 0.3 * c + 1.5 * d + 0.15 * a**2 + e * (1 + 0.3 * np.abs(a))
    return pd.DataFrame({"y": y, "a": a, "b": b, "c": c, "d": d})


def main():
    simulate().to_csv(HERE / "data.csv", index=False, float_format="%.10f")
    table = pd.read_csv(HERE / "data.csv")
    yen = pd.read_csv(HERE.parent / "m1" / "data.csv")
    designs = {
        "simulated": (table["y"], table[["a", "b", "c", "d"]]),
        "yen": (yen["usdjpy"], yen[["gap_10y", "goods_services_12m"]]),
    }
    rows = []
    for case, (y, slopes) in designs.items():
        put = lambda quantity, term, value: rows.append(f"{case},{quantity},{term},{float(value):.17g}\n")
        x = sm.add_constant(slopes)
        fit = sm.OLS(y, x).fit()
        u = fit.resid.to_numpy()

        def test(name, statistic, p_value):
            put(name, "statistic", statistic)
            put(name, "p_value", p_value)

        for lags, fitted in ((1, 0), (12, 0), (12, 2)):
            box = diagnostic.acorr_ljungbox(u, lags=[lags], boxpierce=True, model_df=fitted)
            test(f"ljung-box-{lags}-{fitted}", box["lb_stat"].iloc[0], box["lb_pvalue"].iloc[0])
            test(f"box-pierce-{lags}-{fitted}", box["bp_stat"].iloc[0], box["bp_pvalue"].iloc[0])
        for lags in (1, 12):
            test(f"breusch-godfrey-{lags}", *diagnostic.acorr_breusch_godfrey(fit, nlags=lags)[:2])
            test(f"arch-lm-{lags}", *diagnostic.het_arch(u, nlags=lags)[:2])
        test("breusch-pagan", *diagnostic.het_breuschpagan(u, x)[:2])
        try:
            test("white-full", *diagnostic.het_white(u, x)[:2])
        except AssertionError as error:
            print(case, "white", error)
        test("jarque-bera", *jarque_bera(u)[:2])
        put("durbin-watson", "statistic", durbin_watson(u))
        for power in (2, 3, 4):
            reset = diagnostic.linear_reset(fit, power=power, test_type="fitted", use_f=True)
            test(f"reset-{power}", reset.fvalue, reset.pvalue)
        for j, name in enumerate(x.columns):
            if j > 0:
                put("vif", name, variance_inflation_factor(x.to_numpy(), j))
        unit = x.to_numpy() / np.sqrt((x.to_numpy() ** 2).sum(axis=0))
        _, mu, vt = np.linalg.svd(unit, full_matrices=False)
        phi = (vt / mu[:, None]) ** 2
        for i, value in enumerate(mu, start=1):
            put("condition_index", str(i), mu[0] / value)
            for j, name in enumerate(x.columns):
                put(f"proportion-{i}", name.replace("const", "(Intercept)"), phi[i - 1, j] / phi[:, j].sum())
        influence = OLSInfluence(fit)
        for t in range(len(y)):
            put("leverage", str(t), influence.hat_matrix_diag[t])
            put("standardised", str(t), influence.resid_studentized_internal[t])
            put("studentised", str(t), influence.resid_studentized_external[t])
            put("cooks_distance", str(t), influence.cooks_distance[0][t])
            put("dffits", str(t), influence.dffits[0][t])
        trend = sm.add_constant(np.arange(len(y)))
        for name in slopes.columns:
            without = sm.OLS(y, x.drop(columns=name)).fit()
            put("partial_r2", name, (without.ssr - fit.ssr) / without.ssr)
            put("beyond_trend", name, 1 - sm.OLS(slopes[name], trend).fit().rsquared)
    # The squared dummy repeats the dummy: White's test by hand, without the repeat and with squares only.
    x = table[["a", "b", "c", "d"]]
    u2 = sm.OLS(table["y"], sm.add_constant(x)).fit().resid ** 2
    z = (x - x.mean()) / x.std()
    squares = z**2
    squares.columns = [f"{name}2" for name in squares]
    pairs = {f"{p}{q}": z[p] * z[q] for i, p in enumerate(z) for q in list(z)[i + 1:]}
    for name, terms in {"full": [z, squares, pd.DataFrame(pairs)], "squares": [z, squares]}.items():
        design = sm.add_constant(pd.concat(terms, axis=1).drop(columns="d2"))
        assert np.linalg.matrix_rank(design) == design.shape[1]
        fit = sm.OLS(u2, design).fit()
        statistic = len(u2) * fit.rsquared
        p_value = scipy.stats.chi2.sf(statistic, fit.df_model)
        rows.append(f"simulated,white-{name}-by-hand,statistic,{statistic:.17g}\n")
        rows.append(f"simulated,white-{name}-by-hand,p_value,{p_value:.17g}\n")
    with open(HERE / "values.csv", "w") as out:
        out.write(f"# Python {sys.version.split()[0]}, statsmodels {statsmodels.__version__}, ")
        out.write(f"numpy {np.__version__}, scipy {scipy.__version__}\n")
        out.write("case,quantity,term,value\n")
        out.writelines(rows)


if __name__ == "__main__":
    main()
