"""What the library has not: analyses that run for long and write results files. They start the program that the wheel brings."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import weakref
from pathlib import Path
from typing import Any, Optional, Protocol, Sequence, Union

from ._library import NATIVE
from .errors import InputError, Problem, ProgramError, UsageError
from .scenarios import PathLike, Scenario, Value

_CODES = {2: UsageError, 3: InputError}
Target = Union[Scenario, PathLike]
Targets = Union[Target, Sequence[Target]]


def program() -> str:
    """Where the program is: what FULCRUM_PROGRAM names, the wheel's own, or one along the path.

    Raises
    ------
    ProgramError
        If there is none.
    """
    own = NATIVE / "bin" / "fulcrum"
    found = os.environ.get("FULCRUM_PROGRAM") or (str(own) if own.exists() else shutil.which("fulcrum"))
    if not found:
        raise ProgramError("the program fulcrum was not found: install the wheel that scripts/package_python makes, or set FULCRUM_PROGRAM")
    return found


class Report:
    """What a command of the program said and wrote.

    Attributes
    ----------
    command : list of str
        As it was started.
    data : object
        Its answer as JSON, if the command gives one; else None.
    text : str
        Its answer as text, if it is no JSON.
    path : pathlib.Path or None
        The results file. One in a temporary folder lasts as long as this object.
    """

    def __init__(self, command: Sequence[str], said: str, path: Optional[Path], folder: Path) -> None:
        self.command = list(command)
        self.path = path
        self.data: Any = None
        self.text = said
        weakref.finalize(self, shutil.rmtree, folder, True)
        try:
            self.data, self.text = json.loads(said), ""
        except ValueError:
            pass

    def open(self) -> Any:
        """The results file for pandas and xarray.

        Returns
        -------
        fulcrum.results_file.Results
            ``.runs``, ``.outcomes``, ``.timeseries``, ``.summary``, ``.table("analysis/...")``; docs/results-format.md lists what there is.

        Raises
        ------
        ImportError
            If h5py, pandas or xarray are not installed.
        UsageError
            If the command wrote no results file.
        """
        if self.path is None:
            raise UsageError("this command wrote no results file")
        from .results_file import Results  # type: ignore[import]

        return Results(self.path)

    def __repr__(self) -> str:
        return f"<Report of {' '.join(self.command[1:])}>"


def _flags(flags: dict[str, Any]) -> list[str]:
    """second_order=True, points=500, outcome=["a", "b"] as the program's flags."""
    words: list[str] = []
    for name, value in flags.items():
        flag = f"--{name.rstrip('_').replace('_', '-')}"
        if value is True:
            words.append(flag)
        elif value is not None and value is not False:
            for one in value if isinstance(value, (list, tuple)) else [value]:
                words += [flag, str(one)]
    return words


def _problem(line: str) -> Problem:
    parts = line.split(":", 3)
    if len(parts) == 4 and parts[1].isdigit() and parts[2].isdigit():
        return Problem(parts[3].strip(), parts[0], int(parts[1]), int(parts[2]))
    return Problem(line)


def _raise(code: int, said: str) -> None:
    if code in (-signal.SIGINT, 130):
        raise KeyboardInterrupt(said)
    lines = [line.removeprefix("fulcrum: ").removeprefix("error: ") for line in said.splitlines() if line]
    problem = _CODES.get(code, ProgramError)("\n".join(lines) or f"the program ended with code {code}", [_problem(line) for line in lines])
    if isinstance(problem, ProgramError):
        problem.exit_code = code
    raise problem


def _run(command: Sequence[str]) -> str:
    """Runs the program to its end. Ctrl-C reaches both, and the program saves what it can before it ends."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            said, complained = process.communicate()
        except KeyboardInterrupt:
            process.send_signal(signal.SIGINT)
            process.wait()
            raise
    if process.returncode not in (0, 4):
        _raise(process.returncode, complained)
    return said


def _word(target: Target, folder: Path) -> str:
    """A target as the program takes it: a scenario that stands in no file is written to one."""
    return str(target.write(folder / f"{target.name}.toml")) if isinstance(target, Scenario) else os.fspath(target)


def _start(name: str, targets: Sequence[Target], *, output: Optional[PathLike], settings: Optional[dict[str, Value]],
           flags: dict[str, Any], writes: bool = True) -> Report:
    folder = Path(tempfile.mkdtemp(prefix="fulcrum_"))
    path = Path(output) if output is not None else folder / f"{name}.h5"
    try:
        words = [program(), name, *[_word(target, folder) for target in targets]]
        words += _flags({"set": [f"{key}={value}" for key, value in (settings or {}).items()], **flags}) + ["--no-progress"]
        if writes:
            words += ["--output", str(path)]
        said = _run(words)
    except BaseException:
        shutil.rmtree(folder, True)
        raise
    return Report(words, said, path if writes and path.exists() else None, folder)


def sweep(study: PathLike, *, output: Optional[PathLike] = None, settings: Optional[dict[str, Value]] = None, **flags: Any) -> Report:
    """Runs a study: policies x design points x replicates (docs/sweeps.md).

    Parameters
    ----------
    study : str or path
        A study file.
    output : str or path, optional
        Results file; by default one in a temporary folder that lasts as long as the report.
    settings : dict, optional
        Values over all files, by their whole keys.
    **flags
        Flags of ``fulcrum sweep``: ``store="outcomes"``, ``jobs=2``, ``force=True``.

    Returns
    -------
    Report
        ``.open()`` opens the results file.

    Raises
    ------
    InputError, UsageError, ProgramError
    """
    return _start("sweep", [study], output=output, settings=settings, flags=flags)


class Exploration(Protocol):
    """What `sensitivity`, `discover` and `robust` are: functions of the same arguments."""

    __name__: str
    __qualname__: str

    def __call__(self, targets: Targets, *, output: Optional[PathLike] = None, settings: Optional[dict[str, Value]] = None,
                 **flags: Any) -> Report: ...


_EXPLORATION = """{what} (docs/exploration.md).

    Parameters
    ----------
    targets : Scenario, str, path, or a sequence of them
        Scenarios, a study, or the results file of a sweep.
    output, settings
        As in `sweep`.
    **flags
        Flags of ``fulcrum {name}``: {flags}.

    Returns
    -------
    Report
        ``.data`` has {data}.

    Raises
    ------
    InputError, UsageError, ProgramError
    """


def _listed(targets: Targets) -> list[Target]:
    return list(targets) if isinstance(targets, (list, tuple)) else [targets]  # type: ignore[list-item]


def _exploration(name: str, what: str, flags: str, data: str) -> Exploration:
    """The function that starts an analysis: its command, what it is for, flags worth knowing, what comes of it."""

    def explore(targets: Targets, *, output: Optional[PathLike] = None, settings: Optional[dict[str, Value]] = None, **flags: Any) -> Report:
        return _start(name, _listed(targets), output=output, settings=settings, flags={"format": "json", **flags})

    explore.__name__ = explore.__qualname__ = name
    explore.__doc__ = _EXPLORATION.format(name=name, what=what, flags=flags, data=data)
    return explore


sensitivity = _exploration("sensitivity", "Which factors drive an outcome, with confidence intervals",
                           '``outcome="attacks_last_year"``, ``method="pawn"``, ``points=500``', "the measures")
discover = _exploration("discover", "In which futures something is so: scenario discovery by PRIM",
                        "``difference=True``, ``above=-0.05``, ``points=500``", "the boxes")
robust = _exploration("robust", "Which policy does well over many futures, and whether there are better ones",
                      "``points=128``, ``search=True``", "the measures of robustness")


def explain(targets: Targets, *, settings: Optional[dict[str, Value]] = None, **flags: Any) -> Report:
    """Why support moves within a run, or why two policies differ (docs/explain.md).

    Parameters
    ----------
    targets : Scenario, str, path, or two of them
    settings
        As in `sweep`.
    **flags
        Flags of ``fulcrum explain``: ``replicate=3``, ``outcome="attacks_last_year"``.

    Returns
    -------
    Report
        ``.data`` has the contributions.

    Raises
    ------
    InputError, UsageError, ProgramError
    """
    return _start("explain", _listed(targets), output=None, settings=settings, flags={"format": "json", **flags}, writes=False)


def claims(*ids: str, output: Optional[PathLike] = None, settings: Optional[dict[str, Value]] = None, **flags: Any) -> Report:
    """Whether the causal claims of the sources hold in the model (docs/claims.md).

    Parameters
    ----------
    *ids : str
        Claims, e.g. ``"P66"``, which stands for P66a and P66b; by default all.
    output : str or path, optional
        Results file; by default none.
    settings
        As in `sweep`.
    **flags
        Flags of ``fulcrum claims``: ``replicates=50``, ``space=500``, ``file="my_claims.toml"``.

    Returns
    -------
    Report
        ``.data["claims"]`` has a verdict a claim.

    Raises
    ------
    InputError, UsageError, ProgramError
    """
    return _start("claims", ids, output=output, settings=settings, flags={"format": "json", **flags}, writes=output is not None)


def calibrate(study: PathLike, *, series: PathLike, output: PathLike = "calibrated", **flags: Any) -> Report:
    """Fits parameters to records (docs/hindcast.md).

    Parameters
    ----------
    study : str or path
        A study with one policy.
    series : str or path
        Folder with the records.
    output : str or path
        Names of the files written: ``output.toml`` and ``output.csv``.
    **flags
        Flags of ``fulcrum calibrate``: ``searches=8``, ``seed=1``.

    Returns
    -------
    Report

    Raises
    ------
    InputError, UsageError, ProgramError
    """
    return _start("calibrate", [study], output=output, settings=None, flags={"series": os.fspath(series), **flags})


def describe(what: str) -> Any:
    """What is known of parameters, levers, initial values, series and outcomes.

    Parameters
    ----------
    what : str
        ``"parameters"``, ``"structure"``, ``"levers"``, ``"initial"``, ``"series"``, ``"outcomes"``, ``"scenarios"``, or one name.

    Returns
    -------
    list or dict
        What ``fulcrum describe --format json`` prints: names, units, limits, meanings, sources.

    Raises
    ------
    UsageError
        If there is nothing of that name.
    """
    return json.loads(_run([program(), "describe", what, "--format", "json"]))
