"""Reference values for the vector error correction model: statsmodels, five cases, one and two relations.

    python3 generate.py && Rscript generate.R

statsmodels' deterministic terms and the cases of Pesaran, Shin and Smith: n is 1, ci is 2, co is 3, coli is 4, colo is 5.
Its time is one in the first observation, restricted to the relation at the time of the lagged level. Gamma is kept for the
first equation only.
"""

import pathlib
import sys

import numpy as np
import pandas as pd
import statsmodels
from statsmodels.tsa.vector_ar.vecm import VECM

HERE = pathlib.Path(__file__).resolve().parent
NAMES = ["tied", "walk", "other"]
CASES = {1: "n", 2: "ci", 3: "co", 4: "coli", 5: "colo"}
RESTRICTED = {2: ["intercept"], 4: ["trend"]}
UNRESTRICTED = {3: ["(Intercept)"], 4: ["(Intercept)"], 5: ["(Intercept)", "trend"]}

data = pd.read_csv(HERE.parent / "unit_roots" / "data.csv")[NAMES]
rows = []
for case, deterministic in CASES.items():
    for rank in (1, 2):
        fit = VECM(data, k_ar_diff=1, coint_rank=rank, deterministic=deterministic).fit()
        key = f"statsmodels case {case} rank {rank}"

        def add(quantity, term, value):
            rows.append(f"{key},{quantity},{term},{float(value)!r}\n")

        relations = np.vstack([fit.beta, fit.det_coef_coint])
        # stderr_coint holds the errors by level, then relation, but folds them as if by relation, then level: with several of
        # both they land in each other's places. Folded again here; gretl prints them where they are now.
        errors = fit.stderr_coint.copy()
        errors[rank:] = errors[rank:].ravel(order="F").reshape(-1, rank)
        for k in range(rank):
            for i, name in enumerate(NAMES + RESTRICTED.get(case, [])):
                if i >= rank:
                    add("estimate", f"relation {k + 1} {name}", -relations[i, k])
                    add("std_error", f"relation {k + 1} {name}", errors[i, k])
            for i, name in enumerate(NAMES):
                add("estimate", f"adjustment {k + 1} {name}", fit.alpha[i, k])
                add("std_error", f"adjustment {k + 1} {name}", fit.stderr_alpha[i, k])
        for j, name in enumerate(NAMES):
            add("estimate", f"short {name}", fit.gamma[0, j])
            add("std_error", f"short {name}", fit.stderr_gamma[0, j])
        for j, name in enumerate(UNRESTRICTED.get(case, [])):
            add("estimate", f"short {name}", fit.det_coef[0, j])
            add("std_error", f"short {name}", fit.stderr_det_coef[0, j])
        add("log_likelihood", "", fit.llf)
with open(HERE / "values_python.csv", "w") as out:
    out.write(f"# statsmodels {statsmodels.__version__}, numpy {np.__version__}, python {sys.version.split()[0]}\n")
    out.write("case,quantity,term,value\n")
    out.writelines(rows)
