"""Parity first, then wall time and peak memory of the program and its peers, side by side."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FXSENS = os.path.join(ROOT, "target", "release", "fxsens")
PEERS = os.path.join(ROOT, "benches", "peers")
SPEC = "studies/digital-deficit/m1.toml"


def run(command):
    """Standard output, seconds and peak resident megabytes of one run in the repository's root."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    assert status == 0, f"{command} failed"
    return out, seconds, usage.ru_maxrss / 1024


def close(ours, theirs, rtol=1e-8):
    for a, b in zip(ours, theirs, strict=True):
        assert abs(a - b) <= rtol * abs(b), f"{a} against {b}"


def parity(folder):
    ours = json.loads(run([FXSENS, "fit", SPEC, "--format", "json"])[0])
    theirs = json.loads(run([sys.executable, f"{PEERS}/fit_m1.py"])[0])
    tests = {test["id"]: test["statistic"] for test in ours["tests"]}
    assert ours["nobs"] == theirs["nobs"]
    close([t["estimate"] for t in ours["terms"]], theirs["estimate"])
    close([t["std_error"] for t in ours["terms"]], theirs["std_error"])
    close([ours["glance"]["r_squared"], ours["glance"]["durbin_watson"]], [theirs["r_squared"], theirs["durbin_watson"]])
    names = ["breusch-godfrey", "breusch-pagan", "jarque-bera"]
    close([tests[n] for n in names], [theirs[n.replace("-", "_")] for n in names])
    study = json.loads(run([FXSENS, "reproduce", "--out", f"{folder}/a", "--format", "json"])[0])
    effects = {rung["spec"]: rung["effect"]["yen"] for rung in study["rungs"]}
    peer = json.loads(run([sys.executable, f"{PEERS}/reproduce.py", folder])[0])
    # M2a is left out: statsmodels' GLSAR drops the first observation and estimates the autocorrelation otherwise.
    close([effects[n] for n in ["m1", "m2b", "m2c"]], [peer[n] for n in ["m1", "m2b", "m2c"]])
    assert abs(study["placebo"]["share_at_least"] - peer["placebo"]) < 0.025


def measure(command, runs):
    run(command)
    measured = [run(command)[1:] for _ in range(runs)]
    return statistics.median(s for s, _ in measured), max(m for _, m in measured)


with tempfile.TemporaryDirectory() as folder:
    parity(folder)
    tasks = [
        ("fit m1, JSON", [FXSENS, "fit", SPEC, "--format", "json"], ["fit_m1.py"], 20, 5),
        ("fit m1 with two charts", [FXSENS, "fit", SPEC, "--out", f"{folder}/b"], ["fit_m1.py", "--plot", f"{folder}/p.png"], 10, 5),
        ("reproduce with all charts", [FXSENS, "reproduce", "--out", f"{folder}/c"], ["reproduce.py", folder], 10, 3),
    ]
    print(f"{'task':28} {'fxsens':>20} {'Python':>20} {'ratio':>16}")
    for name, ours, theirs, n, m in tasks:
        a = measure(ours, n)
        b = measure([sys.executable, f"{PEERS}/{theirs[0]}", *theirs[1:]], m)
        print(f"{name:28} {a[0]:9.3f} s {a[1]:6.0f} MB {b[0]:9.3f} s {b[1]:6.0f} MB {b[0] / a[0]:6.0f}x time {b[1] / a[1]:4.1f}x memory")
