"""Scenarios: read, built, changed, written."""

from __future__ import annotations

import ctypes
import datetime
import os
import re
from pathlib import Path
from typing import Any, Callable, Iterable, Mapping, Optional, Sequence, Union

from . import _toml
from ._library import C, Handle, check, reading, text
from .errors import UsageError

PathLike = Union[str, "os.PathLike[str]"]
Value = Union[bool, int, float, str]


def _as_setting(key: str, value: Value) -> str:
    if isinstance(value, bool):
        return f"{key}={'true' if value else 'false'}"
    if isinstance(value, (str, int)):
        return f"{key}={value}"
    return f"{key}={float(value)!r}"


def _settings(groups: Mapping[str, Optional[Mapping[str, Value]]]) -> list[str]:
    """key=value of groups of settings; a group's name stands before its keys, but not before those of the empty one."""
    return [_as_setting(f"{group}.{key}" if group else key, value)
            for group, values in groups.items() for key, value in (values or {}).items()]


class Scenario:
    """A policy in one world, complete and checked. It never changes; `with_` makes another one.

    Made by `load`, `parse` and `scenario`. Two scenarios are equal if everything in force in them is. Can be pickled.

    Attributes
    ----------
    name, title : str
    start : datetime.date
        First week, a Monday.
    weeks : int
        Horizon [weeks].
    toml : str
        The whole scenario with everything in force, as TOML.
    notes : list of str
        What is allowed but worth knowing, such as values outside their exploration range.
    settings : tuple of str
        "key=value" texts over the file; their keys are held at these values in all futures.
    """

    def __init__(self, handle: Handle, settings: Sequence[str]) -> None:
        self._handle = handle
        self.settings = tuple(settings)
        pointer = handle.pointer
        self.name = text(C.fulcrum_scenario_name(pointer))
        self.title = text(C.fulcrum_scenario_title(pointer))
        self.toml = text(C.fulcrum_scenario_toml(pointer))
        self.start = datetime.date.fromisoformat(text(C.fulcrum_scenario_start(pointer)))
        self.weeks = int(C.fulcrum_scenario_weeks(pointer))
        self.notes = text(C.fulcrum_scenario_notes(pointer)).splitlines()

    def with_(self, *, levers: Optional[Mapping[str, Value]] = None, parameters: Optional[Mapping[str, Value]] = None,
              initial: Optional[Mapping[str, Value]] = None, structure: Optional[Mapping[str, Value]] = None,
              settings: Optional[Mapping[str, Value]] = None, weeks: Optional[int] = None,
              name: Optional[str] = None) -> Scenario:
        """The same scenario with other values.

        Parameters
        ----------
        levers : mapping, optional
            Levers by name, e.g. ``{"raids": 0.4}``, in their units (``fulcrum.describe("levers")``). A lever that the scenario's schedule moves
            has this value until the schedule moves it.
        parameters : mapping, optional
            Parameters by key, e.g. ``{"direct.threat_gain": 4}``.
        initial, structure : mapping, optional
            Values at the start; structural forms, e.g. ``{"direct": "threshold"}``.
        settings : mapping, optional
            Anything that ``--set`` takes, by its whole key, e.g. ``{"militia.mahdi_army.fighters": 50000}``.
        weeks : int, optional
            Horizon [weeks].
        name : str, optional
            Name of the new scenario; by default made of the old one and what changed.

        Returns
        -------
        Scenario
            Another one; this one stays as it is.

        Raises
        ------
        InputError
            If a key is not known or a value is not allowed.
        """
        new = _settings({"levers": levers, "": parameters, "initial": initial, "structure": structure})
        new += _settings({"": settings})
        if weeks is not None:
            new.append(f"time.weeks={weeks}")
        return _parse(_renamed(self.toml, name or _name_of(self.name, new)), self.name, [*self.settings, *new], ())

    def write(self, path: PathLike) -> Path:
        """Writes the scenario as TOML with everything in force; `load` reads it again.

        Parameters
        ----------
        path : str or path
            Must not exist yet.

        Returns
        -------
        pathlib.Path
        """
        with open(path, "x", encoding="utf-8") as file:
            file.write(self.toml)
        return Path(path)

    def __repr__(self) -> str:
        return f"<Scenario {self.name}: {self.weeks} weeks from {self.start}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self.toml == other.toml

    def __hash__(self) -> int:
        return hash(self.toml)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_parse, (self.toml, self.name, list(self.settings), ()))


def _renamed(toml: str, name: str) -> str:
    """The text with another name; the name stands in the first lines, before any table."""
    return re.sub(r'(?m)^name = ".*"$', lambda _: f"name = {_toml.text(name)}", toml, count=1)


def _name_of(name: str, settings: Sequence[str]) -> str:
    changes = [re.sub(r"[^A-Za-z0-9_-]", "_", setting.split(".", 1)[-1]) for setting in settings]
    made = "_".join([name, *changes])
    return made if len(made) <= 80 else f"{name[:60]}_changed_{abs(hash(tuple(settings))) % 10**6}"


def _read(settings: Sequence[str], paths: Iterable[PathLike], how: Callable[[Any, Any], int]) -> Scenario:
    handle = Handle(C.fulcrum_scenario_free)
    asked = reading(settings, [os.fspath(path) for path in paths])
    check(how(ctypes.byref(asked), ctypes.byref(handle.pointer)))
    return Scenario(handle, settings)


def _parse(toml: str, file: str, settings: Sequence[str], paths: Iterable[PathLike]) -> Scenario:
    return _read(settings, paths, lambda asked, made: int(C.fulcrum_scenario_parse(file.encode(), toml.encode(), asked, made)))


def load(name: PathLike, *, settings: Optional[Mapping[str, Value]] = None, paths: Iterable[PathLike] = ()) -> Scenario:
    """Reads a scenario: a TOML file by its path, or a shipped one by its name.

    Parameters
    ----------
    name : str or path
        ``"engagement"``, ``Path("my_policy.toml")``. `library` lists the shipped ones.
    settings : mapping, optional
        Values over the file by their whole keys, as ``--set`` takes them.
    paths : iterable of paths, optional
        Folders in which named files are looked for, before those that are shipped.

    Returns
    -------
    Scenario
        As the file has it, with the settings in force.

    Raises
    ------
    InputError
        If there is no such scenario, or something in it is wrong: ``file``, ``line`` and ``suggestion`` say where and what was meant.
    """
    named = os.fspath(name)
    given = _settings({"": settings})
    return _read(given, paths, lambda asked, made: int(C.fulcrum_scenario_read(named.encode(), asked, made)))


def parse(toml: str, *, file: str = "scenario.toml", settings: Optional[Mapping[str, Value]] = None,
          paths: Iterable[PathLike] = ()) -> Scenario:
    """Reads a scenario from TOML text.

    Parameters
    ----------
    toml : str
    file : str
        What messages call it.
    settings, paths
        As in `load`. Files that the text names are looked for in the paths and among those that are shipped.

    Returns
    -------
    Scenario
        As the text has it, with the settings in force.

    Raises
    ------
    InputError
        If something in it is wrong.
    """
    return _parse(toml, file, _settings({"": settings}), paths)


def scenario(name: str, *, extends: Optional[str] = None, title: str = "", levers: Optional[Mapping[str, Any]] = None,
             parameters: Optional[Mapping[str, Any]] = None, actions: Sequence[Mapping[str, Any]] = (),
             paths: Iterable[PathLike] = (), **tables: Any) -> Scenario:
    """Builds a scenario, as a TOML file would say it.

    Parameters
    ----------
    name : str
        1 to 80 letters, digits, ``_`` and ``-``.
    extends : str, optional
        A scenario that this one changes, e.g. ``"status_quo"``; else `tables` must hold a theatre and a time.
    title : str
    levers, parameters : mapping, optional
        ``[levers]`` and ``[parameters]``. Keys with points are tables in tables: ``{"direct.threat_gain": 4}``.
    actions : sequence of mappings
        ``[[action]]`` tables, e.g. ``{"at": datetime.date(2009, 1, 5), "set": {"raids": 0.4}}``; ``week`` counts from 0.
    paths
        As in `load`.
    **tables
        Any other table or key of docs/scenarios.md, e.g. ``time={"weeks": 104}``.

    Returns
    -------
    Scenario
        With everything that it leaves out taken from what it extends.

    Raises
    ------
    InputError
        If something is wrong with it; lines are those of the TOML text.
    UsageError
        If a value has a type that TOML does not know.

    Examples
    --------
    >>> mine = scenario("mine", extends="status_quo", levers={"communication": 0.8},
    ...                 actions=[{"week": 52, "set": {"coercive_threat": 0.5}}])
    >>> mine.weeks
    208
    """
    document: dict[str, Any] = {"schema": 1, "name": name}
    document.update({key: value for key, value in (("title", title), ("extends", extends)) if value})
    document.update({key: _toml.nested(value) for key, value in (("levers", levers), ("parameters", parameters)) if value})
    document.update(tables)
    if actions:
        document["action"] = list(actions)
    try:
        written = _toml.dumps(document)
    except TypeError as problem:
        raise UsageError(str(problem)) from None
    return _parse(written, f"{name}.toml", (), paths)


def library() -> list[str]:
    """Names of the shipped scenarios.

    Returns
    -------
    list of str
        In alphabetical order.
    """
    names: list[str] = []
    while True:
        name = C.fulcrum_library_name(len(names))
        if name is None:
            return names
        names.append(text(name))
