#!/usr/bin/python3
"""Gives the program every bad file of this folder: it must say what NAME.expected holds, exit with 3, and leave nothing behind.

    check_program.py PROGRAM

`validate` is given every file; `run` is given every scenario, and every theatre through a scenario that names it.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

INVALID_INPUT = 3
SECONDS = 60
USES_THEATRE = """schema = 1
name = "uses_theatre"
theatre = "{theatre}"

[time]
start = 2008-01-07
weeks = 104
"""


def prepare(folder):
    """Copies the bad files, and puts what they must not reach beside the folder."""
    shutil.copytree(Path(__file__).parent, folder)
    (folder.parent / "outside.toml").write_text('schema = 1\nname = "outside"\n', encoding="utf-8")
    (folder.parent / "outside.csv").write_text("week,forces\n0,0.5\n", encoding="utf-8")
    for theatre in folder.glob("theatre_*.toml"):
        if names_no_theatre(theatre):
            (folder / f"uses_{theatre.name}").write_text(USES_THEATRE.format(theatre=theatre.name), encoding="utf-8")


def names_no_theatre(path):
    """Whether a file is a theatre; files whose names begin so may be scenarios with a bad theatre line."""
    return not any(line.startswith(b"theatre =") for line in path.read_bytes().splitlines())


def listing(folder):
    """All there is in and beside a folder."""
    return sorted(str(path) for path in folder.parent.rglob("*"))


def fault(program, arguments, folder, expected):
    """What is wrong with the answer to a command, or nothing."""
    before = listing(folder)
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, timeout=SECONDS, check=False)
    if done.returncode != INVALID_INPUT:
        return f"exit code {done.returncode}, not {INVALID_INPUT}: {done.stderr.decode(errors='replace')}"
    if done.stdout:
        return f"standard output is not empty: {done.stdout[:200]}"
    if done.stderr != expected:
        return f"said\n{done.stderr.decode(errors='replace')}expected\n{expected.decode(errors='replace')}"
    if listing(folder) != before:
        return f"left something behind: {set(listing(folder)) - set(before)}"
    return None


def check(program, folder):
    """Gives every file to the program and returns the faults."""
    faults = []
    files = sorted(path.stem for path in folder.glob("*.toml") if not path.name.startswith("uses_"))
    for name in files:
        expected = (folder / f"{name}.expected").read_bytes()
        through = f"uses_{name}.toml" if (folder / f"uses_{name}.toml").exists() else f"{name}.toml"
        for arguments in (["validate", f"{name}.toml"], ["run", through, "-o", "x.h5", "--replicates", "1"]):
            wrong = fault(program, arguments, folder, expected)
            if wrong:
                faults.append(f"fulcrum {' '.join(arguments)}: {wrong}")
    print(f"{len(files)} bad files, {len(faults)} faults")
    return faults


def main(arguments):
    """Reads the program and reports."""
    if len(arguments) != 1:
        print("usage: check_program.py PROGRAM", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "bad_input"
        prepare(folder)
        faults = check(str(Path(arguments[0]).resolve()), folder)
    for text in faults:
        print(text, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
