#!/usr/bin/python3
"""Lists sources of sim/ and models/ that no C++ test includes by their header.

A source is X.cpp with an X.h beside it; it counts as tested where a C++ file under tests/ includes that header itself. Sources that are tested
in another way stand in EXCEPTIONS with the reason.

Usage: tested_sources.py [ROOT]     (default: this project)
Exit codes: 0 every source is tested or an exception, 1 some are not, or an exception is of a source that is not there, 2 wrong usage.
"""

import argparse
import re
import sys
from pathlib import Path

FOLDERS = ("models", "sim")
EXCEPTIONS = {
    "sim/answer/answer_document.cpp": "the JSON of run and compare, read by tests/commands/answer_test.py",
    "sim/answer/cautions.cpp": "sentences under an answer, asked for by tests/commands/first_hour_test.py",
    "sim/calibration/ablations.cpp": "hindcast --ablations, run by tests/hindcast/hindcast_test.py",
    "sim/calibration/candidates.cpp": "calibrate and --uncertainty record, run by tests/hindcast/hindcast_test.py",
    "sim/calibration/folds.cpp": "hindcast --folds, run by tests/calibration/posterior_test.py",
    "sim/calibration/hindcast_band.cpp": "hindcast --band, run by tests/hindcast/hindcast_test.py",
    "sim/calibration/posterior_task.cpp": "calibrate --posterior, run by tests/calibration/posterior_test.py",
    "sim/calibration/predictive.cpp": "hindcast --predictive, run by tests/calibration/posterior_test.py",
    "sim/calibration/stored_posterior.cpp": "hindcast --predictive, run by tests/calibration/posterior_test.py",
    "sim/commands/ask/answer_output.cpp": "what run and compare print, looked at by tests/commands/answer_test.py",
    "sim/commands/check/hindcast_panel.cpp": "hindcast of a panel, run by tests/panel/panel_test.py",
    "sim/commands/check/record_flags.cpp": "declares flags, which tests/hindcast/hindcast_test.py gives",
    "sim/commands/command_line.cpp": "the whole program, started by every test of tests/commands",
    "sim/commands/share/templates.cpp": "what new writes, read by tests/commands/first_hour_test.py",
    "sim/comparison/policy_set.cpp": "run, compare and the C library, run by tests/commands/answer_test.py and tests/library/c_library_test.c",
    "sim/ensemble/stored/posterior_file.cpp": "compare --record, run by tests/calibration/posterior_test.py",
    "sim/ensemble/weighted_set.cpp": "--uncertainty record, run by tests/calibration/posterior_test.py",
    "sim/equations/core_equations.cpp": "export --xmile, run by tests/library/xmile_test.py",
    "sim/equations/tree.cpp": "export --xmile, run by tests/library/xmile_test.py",
    "sim/equations/xmile.cpp": "export --xmile, run by tests/library/xmile_test.py",
    "sim/hindcast/record_error.cpp": "errors of records in a posterior, run by tests/calibration through the likelihood",
    "sim/lab/engine/best_policy.cpp": "compiled to WebAssembly, run in Node by tests/browser/lab_search.test.mjs",
    "sim/lab/engine/bits.cpp": "compiled to WebAssembly, run in Node by tests/browser/lab_bits.test.mjs",
    "sim/lab/engine/engine.cpp": "compiled to WebAssembly, run in Node by tests/browser/lab_bits.test.mjs",
    "sim/lab/engine/forms/forms.cpp": "compiled to WebAssembly, run in Node by tests/browser/lab_forms.test.mjs",
    "sim/lab/engine/found_futures.cpp": "compiled to WebAssembly, run in Node by tests/browser/lab_bits.test.mjs",
    "sim/lab/engine/job.cpp": "compiled to WebAssembly, run in Node by tests/browser/lab_bits.test.mjs",
    "sim/lab/engine/loops.cpp": "compiled to WebAssembly, run in Node by tests/browser/lab_loops.test.mjs",
    "sim/lab/engine/paired_json.cpp": "compiled to WebAssembly, run in Node by tests/browser/lab_bits.test.mjs",
    "sim/lab/engine/policies.cpp": "compiled to WebAssembly, run in Node by tests/browser/lab_bits.test.mjs",
    "sim/lab/engine/provinces.cpp": "compiled to WebAssembly, run in Node by tests/browser/lab_provinces.test.mjs",
    "sim/lab/engine/table/state.cpp": "compiled to WebAssembly, run in Node by tests/browser/lab_game.test.mjs",
    "sim/lab/engine/table/table.cpp": "compiled to WebAssembly, run in Node by tests/browser/lab_game.test.mjs",
    "sim/lab/engine/turning_point.cpp": "compiled to WebAssembly, run in Node by tests/browser/lab_bits.test.mjs",
    "sim/lab/engine/why.cpp": "compiled to WebAssembly, run in Node by tests/browser/lab_bits.test.mjs",
    "sim/lab/lab_data.cpp": "fulcrum lab, run by tests/browser/lab.test.mjs",
    "sim/lab/lab_page.cpp": "fulcrum lab, run by tests/browser/lab.test.mjs",
    "sim/library/failure.cpp": "the C library, called by tests/library/c_library_test.c",
    "sim/library/in_memory.cpp": "the C library, called by tests/library/c_library_test.c",
    "sim/library/stepped_runs.cpp": "the C library, called by tests/library/c_library_test.c",
}


def included(root):
    """Every header that a C++ file under tests/ includes, as it is written there."""
    headers = set()
    for path in [*root.glob("tests/**/*.cpp"), *root.glob("tests/**/*.h")]:
        headers.update(re.findall(r'^#include "([^"]+)"', path.read_text(encoding="utf-8"), re.MULTILINE))
    return headers


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", nargs="?", type=Path, default=Path(__file__).resolve().parents[2])
    root = parser.parse_args().root
    sources = [path.relative_to(root) for folder in FOLDERS for path in sorted((root / folder).rglob("*.cpp")) if path.with_suffix(".h").exists()]
    tests = included(root)
    untested = [str(path) for path in sources if str(path.with_suffix(".h")) not in tests and str(path) not in EXCEPTIONS]
    gone = [name for name in EXCEPTIONS if root == Path(__file__).resolve().parents[2] and not (root / name).exists()]
    for name in untested:
        print(f"{name}: no C++ test includes {Path(name).with_suffix('.h').name}")
    for name in gone:
        print(f"{name}: is an exception of scripts/checks/tested_sources.py, and is not there")
    print(f"{len(sources)} sources, {len(untested)} of them without a C++ test; {len(EXCEPTIONS)} exceptions")
    return 1 if untested or gone else 0


if __name__ == "__main__":
    sys.exit(main())
