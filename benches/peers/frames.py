"""The study's variables as one pandas frame."""

import pandas as pd

FILES = ["exchange_rates", "interest_rates", "balance_of_payments"]


def load() -> pd.DataFrame:
    """Monthly variables of the ladder, indexed by month."""
    long = pd.concat(pd.read_csv(f"data/series/{name}.csv") for name in FILES)
    wanted = ["usdjpy", "us_10y", "jp_10y", "bop_goods_services", "bop_goods_services_sa"]
    wide = long[long.series.isin(wanted)].pivot(index="period", columns="series", values="value").sort_index()
    wide["gap_10y"] = wide.us_10y - wide.jp_10y
    wide["bop_goods_services_12m"] = wide.bop_goods_services.rolling(12).sum() / 1e4
    wide["pace"] = 12 * wide.bop_goods_services_sa / 1e4
    return wide
