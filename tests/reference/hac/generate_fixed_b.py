"""Critical values of the t statistic of a mean of 100 independent normals under kernel variances, by simulation.

    python3 generate_fixed_b.py
"""

import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
N, DRAWS = 100, 1_000_000
generator = np.random.default_rng(20260101)


def qs(x):
    angle = 1.2 * np.pi * np.where(x == 0, 1, x)
    return np.where(x == 0, 1, 3 / angle**2 * (np.sin(angle) / angle - np.cos(angle)))


KERNELS = {
    "bartlett": lambda x: np.maximum(0, 1 - x),
    "parzen": lambda x: np.where(x <= 0.5, 1 - 6 * x**2 + 6 * x**3, 2 * np.maximum(0, 1 - x) ** 3),
    "qs": qs,
}
SHARES = [0.05, 0.1, 0.3, 0.5, 1.0]
gaps = np.abs(np.subtract.outer(np.arange(N), np.arange(N)))
statistics = {(kernel, share): [] for kernel in KERNELS for share in SHARES}
for _ in range(DRAWS // 50_000):
    u = generator.standard_normal((50_000, N))
    mean = u.mean(axis=1)
    rest = u - mean[:, None]
    for (kernel, share), found in statistics.items():
        variance = np.einsum("ij,ij->i", rest @ KERNELS[kernel](gaps / (share * N)), rest) / N**2
        found.append(np.abs(mean) / np.sqrt(variance))
with open(HERE / "fixed_b.csv", "w") as out:
    out.write(f"# numpy {np.__version__}, python {sys.version.split()[0]}, {DRAWS} draws, {N} observations\n")
    out.write("case,quantity,term,value\n")
    for (kernel, share), found in statistics.items():
        t = np.concatenate(found)
        for size in [0.1, 0.05, 0.01]:
            out.write(f"{kernel} {share},critical_value,{size},{np.quantile(t, 1 - size):.6f}\n")
