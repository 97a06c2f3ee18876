"""Documents that a script keeps up to date: written, or compared."""

import difflib
import sys


def settle(document, text, wanted, check, script, source):
    """Writes what a document should be, or with `check` shows how it differs from that. Returns the exit code: 1 if it differs and stays so."""
    if wanted == text:
        return 0
    if not check:
        document.write_text(wanted, encoding="utf-8")
        return 0
    name = f"docs/{document.name}"
    sys.stdout.writelines(difflib.unified_diff(text.splitlines(True), wanted.splitlines(True), name, source, n=0))
    print(f"{name} is not up to date: run scripts/documents/{script}", file=sys.stderr)
    return 1
