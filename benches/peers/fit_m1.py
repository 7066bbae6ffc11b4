"""The replica with statsmodels: what `fxsens fit studies/digital-deficit/m1.toml --format json` does."""

import json
import sys

import statsmodels.api as sm
from statsmodels.stats.diagnostic import acorr_breusch_godfrey, het_breuschpagan
from statsmodels.stats.stattools import durbin_watson, jarque_bera

from frames import load

frame = load().loc["2015-12":"2023-12"]
x = sm.add_constant(frame[["gap_10y", "bop_goods_services_12m"]])
fit = sm.OLS(frame.usdjpy, x).fit()
hac = fit.get_robustcov_results("HAC", maxlags=13)
print(
    json.dumps(
        {
            "nobs": int(fit.nobs),
            "estimate": fit.params.tolist(),
            "std_error": hac.bse.tolist(),
            "r_squared": fit.rsquared,
            "durbin_watson": durbin_watson(fit.resid),
            "breusch_godfrey": acorr_breusch_godfrey(fit, 12)[0],
            "breusch_pagan": het_breuschpagan(fit.resid, x)[0],
            "jarque_bera": jarque_bera(fit.resid)[0],
        }
    )
)
if "--plot" in sys.argv:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, (top, bottom) = plt.subplots(2, 1, figsize=(9.6, 6), height_ratios=[2, 1], sharex=True, dpi=200)
    top.plot(range(len(frame)), frame.usdjpy, label="USD/JPY")
    top.plot(range(len(frame)), fit.fittedvalues, label="fitted")
    top.legend()
    bottom.plot(range(len(frame)), fit.resid)
    figure.savefig(sys.argv[sys.argv.index("--plot") + 1])
    figure, axis = plt.subplots(figsize=(9.6, 6), dpi=200)
    axis.errorbar(fit.params[1:], [0, 1], xerr=1.96 * hac.bse[1:], fmt="o")
    figure.savefig(sys.argv[sys.argv.index("--plot") + 1] + ".coefficients.png")
