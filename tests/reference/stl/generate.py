"""Reference values for STL, by statsmodels.

    python3 generate.py

Writes data.csv (two simulated series with outliers, fixed seed, ten decimals, read back before use) and values.csv.
"""

import pathlib
import sys

import numpy as np
import pandas as pd
import statsmodels
from statsmodels.tsa.seasonal import STL

HERE = pathlib.Path(__file__).resolve().parent


def simulate(n, period, seed):
    rng = np.random.default_rng(seed)
    t = np.arange(n)
    pattern = rng.normal(size=period)
    y = np.cumsum(rng.normal(size=n)) * 0.3 + pattern[t % period] * (1 + t / n) + 0.3 * rng.normal(size=n)
    y[[n // 3, n // 2]] += [6, -5]
    return y


def main():
    series = {"monthly": (simulate(131, 12, 7), 12), "quarterly": (simulate(45, 4, 8), 4)}
    with open(HERE / "data.csv", "w") as out:
        out.write("series,position,value\n")
        for name, (values, _) in series.items():
            out.writelines(f"{name},{t},{value:.10f}\n" for t, value in enumerate(values))
    table = pd.read_csv(HERE / "data.csv")
    rows = []
    for name, (_, period) in series.items():
        y = table.loc[table["series"] == name, "value"].to_numpy()
        for window in (7, 13):
            for robust in (False, True):
                found = STL(y, period=period, seasonal=window, robust=robust).fit()
                case = f"{name}-{window}{'-robust' if robust else ''}"
                for quantity, values in (("seasonal", found.seasonal), ("trend", found.trend), ("weights", found.weights)):
                    rows.extend(f"{case},{quantity},{t},{value:.17g}\n" for t, value in enumerate(values))
    with open(HERE / "values.csv", "w") as out:
        out.write(f"# Python {sys.version.split()[0]}, statsmodels {statsmodels.__version__}, numpy {np.__version__}\n")
        out.write("case,quantity,term,value\n")
        out.writelines(rows)


if __name__ == "__main__":
    main()
