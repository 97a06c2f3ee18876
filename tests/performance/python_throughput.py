#!/usr/bin/python3
"""How fast runs come through Python against the program, in one go, and how fast a batch is stepped from outside.

Prints seconds of processor time a run of 10,000 runs takes in each, their ratio, and model-weeks a second of a loop that acts on a batch of
256 runs. Processor time, so that it says something on a machine that does other things as well.

Usage: python_throughput.py PROGRAM LIBRARY [RUNS]
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM, LIBRARY = sys.argv[1:3]
RUNS = int(sys.argv[3]) if len(sys.argv) > 3 else 10000
os.environ.update(FULCRUM_PROGRAM=PROGRAM, FULCRUM_LIBRARY=LIBRARY)
sys.path.insert(0, str(ROOT / "scripts" / "python"))

import numpy as np  # noqa: E402

import fulcrum  # noqa: E402


def of_program(folder):
    """Seconds of a sweep that keeps outcomes and weekly summaries: what Python keeps in memory."""
    study = Path(folder) / "study.toml"
    study.write_text(f'schema = 1\n[study]\nname = "s"\npolicies = ["status_quo"]\nreplicates = {RUNS}\nseed = 1\n', encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([PROGRAM, "sweep", study, "--store", "outcomes", "--no-progress", "--quiet", "--force", "-o", Path(folder) / "r.h5"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def of_python():
    before = time.process_time()
    runs = fulcrum.run("status_quo", uncertainty="luck", futures=RUNS, seed=1, trajectories=False, progress=False)
    assert runs.failed == 0 and runs.outcomes.shape[1] == RUNS
    return time.process_time() - before


def stepped(batch=256):
    """Model-weeks a second of processor time, observing and acting every week."""
    model = fulcrum.Model("status_quo", runs=batch, act=["raids", "communication"], observe=["direct", "attacks", "burden"])
    chance, begun, returns = np.random.default_rng(1), time.process_time(), np.zeros(batch)
    while not model.done:
        observed = model.step(chance.uniform(model.lower, model.upper, (batch, 2)))
        returns -= observed[:, 0] + 0.1 * observed[:, 2]
    return batch * model.weeks / (time.process_time() - begun)


def main():
    with tempfile.TemporaryDirectory() as folder:
        pairs = [(of_program(folder), of_python()) for _ in range(5)]
    program, python = (min(seconds) for seconds in zip(*pairs))
    print(f"{RUNS} runs: program {program:.2f} s, Python {python:.2f} s of processor time; throughput through Python {program / python:.2f} of the program's")
    print(f"stepping 256 runs from Python: {max(stepped() for _ in range(3)):.3g} model-weeks a second of processor time")


if __name__ == "__main__":
    main()
