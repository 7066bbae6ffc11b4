"""The study's rows in one run: the numbers first, then time and memory, side by side with Python.

    python benches/peers/study.py [--profile dist] [--quick] [--part library|program]

Two tables. The first takes the rows of the study out of `engine.py`: estimators as a library, warm, in one process. The second
runs the whole program beside a script that does the same, from the start of the process to its last byte. `--profile release`
takes the build of the tests instead of the one that is shipped; `--quick` measures each thing once, to see that all of it works.
"""

import argparse
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from importlib.metadata import version

import numpy as np
import pandas as pd

import curve_check
import engine

PEERS = os.path.join(engine.ROOT, "benches", "peers")
SPEC, GRID = "studies/digital-deficit/m1.toml", "studies/digital-deficit/grid.toml"
LIBRARY = ("curve", "grid-shock", "grid-full", "blocks", "curve-blocks", "placebo")
TERM = "bop_goods_services_12m"
# Specs of each kind that the peer of the specification curve estimates.
SAMPLE = 50


# A child's peak memory is never below that of the process that starts it, so a small one does.
LAUNCHER = """
import os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(time.perf_counter() - start, usage.ru_maxrss / 1024, status)
"""


def run(command):
    """Standard output of one run in the root of the repository."""
    done = subprocess.run(command, cwd=engine.ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return done.stdout


def cost(command):
    """Seconds and peak resident megabytes of one run."""
    seconds, memory, status = map(float, run([sys.executable, "-I", "-S", "-c", LAUNCHER, *command]).split())
    assert status == 0, f"{command} failed"
    return seconds, memory


def python(script, *arguments):
    return [sys.executable, os.path.join(PEERS, script), *arguments]


# Parity.


def fit(fxsens):
    ours = json.loads(run([fxsens, "fit", SPEC, "--format", "json"]))
    theirs = json.loads(run(python("fit_m1.py")))
    gaps = [
        engine.close([term["estimate"] for term in ours["terms"]], theirs["estimate"], "estimates"),
        engine.close([term["std_error"] for term in ours["terms"]], theirs["std_error"], "standard errors"),
        engine.close(ours["glance"]["durbin_watson"], theirs["durbin_watson"], "Durbin–Watson"),
    ]
    return max(gaps)


def claims(fxsens):
    ours = json.loads(run([fxsens, "claims", "--format", "json"]))["claims"]
    theirs = json.loads(run(python("claims.py")))
    assert [claim["id"] for claim in ours] == list(theirs)
    gaps = []
    for claim in ours:
        computed = [check["computed"] for check in claim["checks"]]
        gaps.append(engine.close(computed, theirs[claim["id"]], f"claim {claim['id']}"))
    return max(gaps)


def stand_ins(fxsens):
    ours = json.loads(run([fxsens, "placebo", SPEC, "--term", TERM, "--format", "json"]))
    theirs = json.loads(run(python("stand_ins.py")))
    pair = lambda finding: [finding["statistic"], finding["standardised"]]  # noqa: E731
    gaps = [engine.close(pair(ours["own"]), theirs["own"], "own regression")]
    for key, found in (("other_outcomes", theirs["others"]), ("moved_shock", theirs["moved"])):
        assert len(ours[key]) == len(found), key
        for one, (name, numbers) in zip(ours[key], found.items(), strict=True):
            assert one["label"].removeprefix("+") == name, one["label"]
            gaps.append(engine.close(pair(one["finding"]), numbers, f"stand-in {name}"))
    return max(gaps)


def reproduce(fxsens, folder):
    ours = json.loads(run([fxsens, "reproduce", "--out", f"{folder}/parity", "--format", "json"]))
    theirs = json.loads(run(python("reproduce.py", folder)))
    effects = {rung["spec"]: rung["effect"]["yen"] for rung in ours["rungs"]}
    # M2a is left out: statsmodels' GLSAR drops the first observation and estimates the autocorrelation otherwise.
    names = ["m1", "m2b", "m2c"]
    gap = engine.close([effects[n] for n in names], [theirs[n] for n in names], "effects of the ladder")
    assert abs(ours["placebo"]["share_at_least"] - theirs["placebo"]) < 0.025
    return gap


def curve(fxsens, folder):
    """Worst gap of specs of every kind, and the seconds that their kinds would take in full, one fit per spec."""
    run([fxsens, "data", "export", "--out", f"{folder}/series.csv"])
    run([fxsens, "curve", GRID, "--no-plots", "--quiet", "--out", f"{folder}/curve"])
    long = pd.read_csv(f"{folder}/series.csv")
    monthly = long[long.period.str.fullmatch(r"\d{4}-\d{2}")]
    data = monthly.pivot(index="period", columns="series", values="value").sort_index()
    data.index = pd.PeriodIndex(data.index, freq="M")
    curve_check.derive(data)
    with open(os.path.join(engine.ROOT, GRID), "rb") as file:
        grid = tomllib.load(file)
    names = ["outcome", "flow", "window", "valuation", "gap", "sample", "lag", "trend", "controls", "estimator", "vcov"]
    axes = {name: {value["id"]: value for value in grid[name]} for name in names}
    rows = pd.read_csv(f"{folder}/curve/curve.csv", keep_default_na=False)
    rows = rows[rows.error == ""]
    worst, seconds = 0.0, 0.0
    for kind, all_of_it in rows.groupby("estimator"):
        # Other windows are seasonally adjusted first, which the peer leaves out.
        these = all_of_it[all_of_it.window.isin(["12m", "24m"])]
        these = these.sample(min(SAMPLE, len(these)), random_state=2)
        start = time.perf_counter()
        fits = [curve_check.fit(row, axes, data) for row in these.itertuples()]
        seconds += (time.perf_counter() - start) / len(these) * len(all_of_it)
        for numbers, row in zip(fits, these.itertuples(), strict=True):
            ours = [float(row.per_trillion), float(row.std_error)]
            worst = max(worst, np.max(np.abs(np.array(ours) / numbers - 1)))
        assert worst < 1e-6, f"{kind}: {worst:.1e} apart"
    return worst, seconds, len(rows)


# Time and memory.


def measured(command, runs):
    """Median and shortest seconds, peak megabytes; one run to warm up."""
    cost(command)
    all_runs = [cost(command) for _ in range(runs)]
    seconds = [seconds for seconds, _ in all_runs]
    return statistics.median(seconds), min(seconds), max(memory for _, memory in all_runs)


def programs(fxsens, folder):
    """What it is, our command, the peer's name and command, targets in seconds and megabytes, parity."""
    work = [fxsens, "fit", SPEC, "--format", "json"]
    peer = "pandas, statsmodels"
    yield "start to first result: the replica as JSON", work, peer, python("fit_m1.py"), (0.05, 30), fit(fxsens)
    work = [fxsens, "claims", "--format", "json"]
    yield "40 claims, 145 computations", work, "pandas", python("claims.py"), None, claims(fxsens)
    work = [fxsens, "placebo", SPEC, "--term", TERM, "--format", "json"]
    label = "placebo: nine other currencies, eight moves in time"
    yield label, work, peer, python("stand_ins.py"), None, stand_ins(fxsens)
    work = [fxsens, "reproduce", "--out", f"{folder}/timed"]
    label = "reproduce: the whole ladder, the curve, all charts and the report"
    peer = "pandas, statsmodels, matplotlib: M1, M2, the placebo and nine charts, no more"
    yield label, work, peer, python("reproduce.py", folder), (3, 200), reproduce(fxsens, folder)


def library(folder, quick):
    """The study's rows of the engine's table."""
    worst, ours = engine.parity(folder)
    print("| Task | Peer | Peer, median | fxsens, median | fxsens, shortest | Ratio | Target | Met | Numbers agree to |")
    print("| :--- | :--- | ---: | ---: | ---: | ---: | ---: | :---: | ---: |")
    for name, label, peer, work, scale, target in engine.rows(ours):
        if name not in LIBRARY:
            continue
        if quick:
            start = time.perf_counter()
            work()
            theirs = scale * (time.perf_counter() - start)
        else:
            _, theirs = engine.theirs_in(work, scale)
        command = ("placebo_rows", folder, "times") if name == "placebo" else ("engine_rows", folder, "times", name)
        shortest, median = engine.ours_in(*command)
        met = "yes" if median <= target / 1e3 else "**no**"
        print(
            f"| {label} | {peer} | {engine.shown(theirs)} | {engine.shown(median)} | {engine.shown(shortest)} "
            f"| {theirs / median:,.0f} × | {engine.shown(target / 1e3)} | {met} | {max(worst[name], 1e-16):.0e} |",
            flush=True,
        )


def program(fxsens, folder, quick):
    """The whole program beside scripts."""
    print("\n| Task | Peer | Peer, median | Peer, memory | fxsens, median | fxsens, shortest | fxsens, memory | Ratio | Target | Met | Numbers agree to |")
    print("| :--- | :--- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | :---: | ---: |")
    for label, command, peer, their_command, target, worst in programs(fxsens, folder):
        median, shortest, memory = measured(command, 1 if quick else 20)
        theirs, _, their_memory = measured(their_command, 1 if quick else 5)
        goal, met = "–", "–"
        if target:
            goal = f"{engine.shown(target[0])}, {target[1]} MB"
            met = "yes" if median <= target[0] and memory <= target[1] else "**no**"
        print(
            f"| {label} | {peer} | {engine.shown(theirs)} | {their_memory:.0f} MB | {engine.shown(median)} "
            f"| {engine.shown(shortest)} | {memory:.0f} MB | {theirs / median:,.0f} × | {goal} | {met} | {max(worst, 1e-16):.0e} |",
            flush=True,
        )
    worst, theirs, count = curve(fxsens, folder)
    command = [fxsens, "curve", GRID, "--no-plots", "--quiet", "--out", f"{folder}/timed-curve"]
    median, shortest, memory = measured(command, 1 if quick else 5)
    print(
        f"| curve: {count:,} specs, six estimators, CSV, JSON and Parquet | statsmodels, {SAMPLE} fits of each estimator, data loaded "
        f"| {engine.shown(theirs)} | – | {engine.shown(median)} | {engine.shown(shortest)} | {memory:.0f} MB "
        f"| {theirs / median:,.0f} × | – | – | {worst:.0e} |",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--profile", default="dist", help="folder of the build below the target folder: dist or release")
    parser.add_argument("--quick", action="store_true", help="measure each thing once")
    parser.add_argument("--part", choices=["library", "program"], help="one of the two tables")
    arguments = parser.parse_args()
    build = os.path.join(engine.TARGET, arguments.profile)
    engine.EXAMPLES = os.path.join(build, "examples")
    fxsens = os.path.join(build, "fxsens")
    os.chdir(engine.ROOT)
    packages = ", ".join(f"{name} {version(name)}" for name in ("statsmodels", "arch", "numpy", "pandas", "matplotlib"))
    print(f"* Machine: {engine.processor()}, {os.cpu_count()} threads, {platform.system()} {platform.machine()}.")
    print(f"* Versions: CPython {platform.python_version()}, {packages}. Profile `{arguments.profile}`.")
    print(f"* Date: {datetime.date.today()}. Load before the run: {os.getloadavg()[0]:.1f}.\n", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        engine.write(folder)
        if arguments.part != "program":
            library(folder, arguments.quick)
        if arguments.part != "library":
            program(fxsens, folder, arguments.quick)


if __name__ == "__main__":
    main()
