#!/usr/bin/python3
"""Where the program cannot write, it says so, exits with 6 and leaves nothing behind.

    check_outputs.py PROGRAM

A folder that is not there or takes no files (a regular file, one of the system's), a name that is a folder, and, for who may mount one, a
disk that is full and a disk that is read-only.
"""

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

CANNOT_READ_OR_WRITE = 6
SECONDS = 120


@contextmanager
def mounted(folder, options):
    """A small disk in memory; whether it could be mounted."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False)
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", str(folder)], check=False)


def fault(program, arguments, folder):
    """What is wrong with the answer to a run whose output cannot be written, or nothing."""
    before = sorted(folder.iterdir()) if folder.is_dir() else []
    done = subprocess.run([program, "run", "status_quo", "-q", "--resolution", "organisations", *arguments], capture_output=True,
                          timeout=SECONDS, check=False, cwd=folder if folder.is_dir() else "/")
    if done.returncode != CANNOT_READ_OR_WRITE:
        return f"exit code {done.returncode}, not {CANNOT_READ_OR_WRITE}: {done.stderr.decode(errors='replace')}"
    if done.stdout or done.stderr.count(b"\n") != 1:
        return f"said {done.stdout!r} and {done.stderr!r}; one line on standard error is expected"
    after = sorted(folder.iterdir()) if folder.is_dir() else []
    if after != before:
        return f"left something behind: {[str(path) for path in after if path not in before]}"
    return None


def cases(temporary):
    """Arguments of a run and the folder to look at, for every place that cannot be written to."""
    (temporary / "file").write_text("no folder", encoding="utf-8")
    yield "a folder that is not there", ["-o", str(temporary / "nowhere" / "x.h5")], temporary
    yield "a folder that is a file", ["-o", str(temporary / "file" / "x.h5")], temporary
    yield "a folder that takes no files", ["-o", "/proc/x.h5"], temporary
    yield "a name that is a folder", ["-o", str(temporary), "--force"], temporary
    with mounted(temporary / "full", "size=64k") as there:
        if there:
            yield "a disk that is full", ["-o", "x.h5", "--replicates", "50"], temporary / "full"
    with mounted(temporary / "read_only", "ro") as there:
        if there:
            yield "a disk that is read-only", ["-o", "x.h5"], temporary / "read_only"
    if os.geteuid() != 0:
        (temporary / "closed").mkdir(mode=0o555)
        yield "a folder closed to the user", ["-o", "x.h5"], temporary / "closed"


def main(arguments):
    """Reads the program and reports."""
    if len(arguments) != 1:
        print("usage: check_outputs.py PROGRAM", file=sys.stderr)
        return 2
    program, faults, count = str(Path(arguments[0]).resolve()), [], 0
    with tempfile.TemporaryDirectory() as temporary:
        for name, command, folder in cases(Path(temporary)):
            wrong = fault(program, command, folder)
            count += 1
            if wrong:
                faults.append(f"{name}: {wrong}")
    print(f"{count} places that cannot be written to, {len(faults)} faults")
    for text in faults:
        print(text, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
