"""Writes TOML: what a scenario needs of it."""

from __future__ import annotations

import datetime
import json
import math
from typing import Any, Iterator, Mapping

import numpy as np


def text(value: str) -> str:
    """A basic string."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def value_text(value: Any) -> str:
    """A value on one line. Raises TypeError for what TOML does not know."""
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, (float, np.floating)):
        return repr(float(value)) if math.isfinite(value) else ("nan" if math.isnan(value) else f"{'-' if value < 0 else ''}inf")
    if isinstance(value, str):
        return text(value)
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{text(str(k))} = {value_text(v)}" for k, v in value.items()) + " }"
    if isinstance(value, (list, tuple, np.ndarray)):
        return "[" + ", ".join(value_text(v) for v in value) + "]"
    raise TypeError(f"a scenario holds numbers, texts, truths, dates, lists and tables, no {type(value).__name__}: {value!r}")


def nested(table: Mapping[str, Any]) -> dict[str, Any]:
    """Keys with points as tables in tables."""
    made: dict[str, Any] = {}
    for key, value in table.items():
        *groups, last = key.split(".")
        place = made
        for group in groups:
            place = place.setdefault(group, {})
        place[last] = value
    return made


def _lines(document: Mapping[str, Any], path: str) -> Iterator[str]:
    tables = {k: v for k, v in document.items() if isinstance(v, Mapping)}
    lists = {k: v for k, v in document.items() if isinstance(v, (list, tuple)) and v and all(isinstance(e, Mapping) for e in v)}
    for key, value in document.items():
        if key not in tables and key not in lists:
            yield f"{text(key)} = {value_text(value)}"
    for key, value in tables.items():
        yield f"\n[{path}{text(key)}]"
        yield from _lines(value, f"{path}{text(key)}.")
    for key, values in lists.items():
        for value in values:
            yield f"\n[[{path}{text(key)}]]"
            yield from (f"{text(k)} = {value_text(v)}" for k, v in value.items())


def dumps(document: Mapping[str, Any]) -> str:
    """A document as TOML text."""
    return "\n".join(_lines(document, "")) + "\n"
