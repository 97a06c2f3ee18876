"""Running scenarios over futures, and what comes of it."""

from __future__ import annotations

import ctypes
import datetime
import html
import json
import sys
from typing import Any, Callable, Mapping, Optional, Sequence, Union

import numpy as np

from ._library import Array, C, CProgress, Handle, request, stoppable, text, view
from .errors import UsageError
from .scenarios import PathLike, Scenario, load

Progress = Union[bool, None, Callable[[int, int, int], None]]
POLICIES, OUTCOMES, FACTORS, STATISTICS, COLUMNS = range(5)


class _Bar:
    """Progress: the caller's function, or tqdm's bar where that is installed."""

    def __init__(self, wanted: Progress) -> None:
        self._tell = wanted if callable(wanted) else None
        self._bar: Any = None
        show = wanted is True or (wanted is None and sys.stderr is not None and sys.stderr.isatty())
        if self._tell is None and show:
            try:
                from tqdm.auto import tqdm
            except ImportError:
                return
            self._bar = tqdm(unit=" runs", leave=False)

    def __call__(self, context: object, done: int, failed: int, total: int) -> int:
        try:
            if self._tell is not None:
                self._tell(done, failed, total)
            if self._bar is not None:
                self._bar.total = total
                self._bar.update(done - self._bar.n)
        except BaseException:  # nothing may go through the library
            return 1
        return 0

    def wanted(self) -> bool:
        return self._tell is not None or self._bar is not None

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


def _numbers(labels: Sequence[str], name: str, what: str) -> int:
    if name not in labels:
        raise UsageError(f"there is no {what} '{name}'; there are: {', '.join(labels)}")
    return list(labels).index(name)


class Comparison:
    """Policies over futures: in each future all meet the same parameters, structural forms and luck.

    The arrays are the library's own memory, seen without a copy, and cannot be written. A run that failed has not-a-numbers.

    Attributes
    ----------
    policies, outcome_names, factors, statistics, columns : tuple of str
        What stands along the dimensions. The first policy is the one with which the others are compared.
    units : dict
        Unit of every outcome, factor and column.
    outcomes : ndarray, shape (policies, futures, outcomes)
        In `units`.
    futures : ndarray, shape (futures, factors)
        What each future assumes, in `units`; of a structural switch the number of its form. Future 0 is the reference case.
    weekly : ndarray, shape (policies, statistics, columns, weeks)
        Mean, standard deviation, range and quantiles over the futures.
    series : ndarray, shape (columns, policies, futures, weeks), or None
        Every week of every run, if there are at most 200 futures and 500 MB, or `trajectories` was asked for.
    start : datetime.date
        First week.
    seed : int
    failed : int
        Runs that failed; `first_failure` says why the first one did.
    """

    def __init__(self, handle: Handle, scenarios: Sequence[Scenario], stop: ctypes.c_int32) -> None:
        self._handle: Optional[Handle] = handle
        self._stop = stop  # the library asks it as long as there are results
        self.scenarios = tuple(scenarios)
        pointer = handle.pointer
        self.units: dict[str, str] = {}
        self.meanings: dict[str, str] = {}
        named = [self._named(pointer, which) for which in range(5)]
        self.policies, self.outcome_names, self.factors, self.statistics, self.columns = named
        self.outcomes = view(lambda a: int(C.fulcrum_results_outcomes(pointer, a)), handle)
        self.futures = view(lambda a: int(C.fulcrum_results_futures(pointer, a)), handle)
        self.weekly = view(lambda a: int(C.fulcrum_results_summary(pointer, a)), handle)
        self.series: Optional[Array] = None
        try:
            self.series = view(lambda a: int(C.fulcrum_results_series(pointer, a)), handle)
        except UsageError:
            pass  # they were not kept
        self.start = datetime.date.fromisoformat(text(C.fulcrum_results_start(pointer)))
        self.seed = int(C.fulcrum_results_seed(pointer))
        self.failed = int(C.fulcrum_results_failed(pointer))
        self.first_failure = text(C.fulcrum_results_first_failure(pointer))
        self._answers: dict[str, tuple[str, Any]] = {}

    def _named(self, pointer: ctypes.c_void_p, which: int) -> tuple[str, ...]:
        names = []
        for i in range(C.fulcrum_results_count(pointer, which)):
            names.append(text(C.fulcrum_results_name(pointer, which, i)))
            self.units[names[-1]] = text(C.fulcrum_results_unit(pointer, which, i))
            self.meanings[names[-1]] = text(C.fulcrum_results_meaning(pointer, which, i))
        return tuple(names)

    def outcome(self, name: str, policy: Optional[str] = None) -> Array:
        """Values of one outcome, without a copy.

        Parameters
        ----------
        name : str
            One of `outcome_names`, e.g. ``"direct_last_year"``.
        policy : str, optional
            One policy; by default all.

        Returns
        -------
        ndarray, shape (policies, futures) or (futures,)
            In ``units[name]``.

        Raises
        ------
        UsageError
            If there is no such outcome or policy.
        """
        values: Array = self.outcomes[:, :, _numbers(self.outcome_names, name, "outcome")]
        if policy is None:
            return values
        one: Array = values[_numbers(self.policies, policy, "policy")]
        return one

    def difference(self, name: str, policy: str) -> Array:
        """What a policy changes against the first one, future by future.

        Parameters
        ----------
        name, policy : str
            An outcome and a policy.

        Returns
        -------
        ndarray, shape (futures,)
            In ``units[name]``.
        """
        values: Array = self.outcome(name, policy) - self.outcome(name, self.policies[0])
        return values

    def _answer(self, outcome: str) -> tuple[str, Any]:
        if outcome not in self._answers:
            if self._handle is None:
                raise UsageError(f"this comparison was unpickled, and its answer about '{outcome}' was not worked out before")
            said, data = ctypes.c_char_p(), ctypes.c_char_p()
            pointer = self._handle.pointer
            stoppable(lambda: int(C.fulcrum_results_answer(pointer, outcome.encode(), ctypes.byref(said), ctypes.byref(data))), self._stop)
            self._answers[outcome] = (text(said.value), json.loads(text(data.value)))
        return self._answers[outcome]

    def summary(self, outcome: str = "direct_last_year") -> str:
        """What the program says first: what the policies do to an outcome, what splits the verdict, what the spread is made of.

        Parameters
        ----------
        outcome : str

        Returns
        -------
        str
            At most a screen.

        Raises
        ------
        UsageError
            If there is no such outcome.
        """
        return self._answer(outcome)[0]

    def answer(self, outcome: str = "direct_last_year") -> dict[str, Any]:
        """The numbers of `summary`, and means, intervals and paired differences of every outcome.

        Parameters
        ----------
        outcome : str

        Returns
        -------
        dict
            What ``fulcrum compare --format json`` prints.
        """
        found: dict[str, Any] = self._answer(outcome)[1]
        return found

    def times(self) -> Any:
        """Mondays of the weeks.

        Returns
        -------
        ndarray of datetime64[ns], shape (weeks,)
        """
        weeks = np.arange(self.weekly.shape[3])
        return (np.datetime64(self.start) + 7 * weeks).astype("datetime64[ns]")

    def to_xarray(self) -> Any:
        """Everything as a dataset; large arrays are not copied.

        Returns
        -------
        xarray.Dataset
            A variable an outcome over (policy, future); ``assumptions`` over (future, factor); ``weekly`` over (policy, statistic, column,
            time); and ``series`` over (column, policy, future, time), if it was kept. Units and meanings are attributes.

        Raises
        ------
        ImportError
            If xarray is not installed.
        """
        import xarray

        variables: dict[str, Any] = {name: (("policy", "future"), self.outcomes[:, :, i], self._attributes(name))
                                     for i, name in enumerate(self.outcome_names)}
        variables["assumptions"] = (("future", "factor"), self.futures)
        variables["weekly"] = (("policy", "statistic", "column", "time"), self.weekly)
        if self.series is not None:
            variables["series"] = (("column", "policy", "future", "time"), self.series)
        coordinates = {"policy": list(self.policies), "future": np.arange(self.outcomes.shape[1]), "factor": list(self.factors),
                       "statistic": list(self.statistics), "column": list(self.columns), "time": self.times()}
        return xarray.Dataset(variables, coordinates, {"seed": str(self.seed), "failed": self.failed})

    def _attributes(self, name: str) -> dict[str, str]:
        return {"units": self.units[name], "long_name": self.meanings[name]}

    def to_pandas(self, *, assumptions: bool = False) -> Any:
        """A row a run: its policy, its future and its outcomes.

        Parameters
        ----------
        assumptions : bool
            Also a column a factor: what the future assumes.

        Returns
        -------
        pandas.DataFrame, shape (policies * futures, 2 + outcomes [+ factors])
            Units are in ``.attrs["units"]``.

        Raises
        ------
        ImportError
            If pandas is not installed.
        """
        import pandas

        policies, futures, outcomes = self.outcomes.shape
        columns: dict[str, Any] = {"policy": np.repeat(np.array(self.policies), futures), "future": np.tile(np.arange(futures), policies)}
        frame = pandas.DataFrame(columns)
        blocks = [frame, pandas.DataFrame(self.outcomes.reshape(-1, outcomes), columns=list(self.outcome_names))]
        if assumptions:
            blocks.append(pandas.DataFrame(np.tile(self.futures, (policies, 1)), columns=list(self.factors)))
        frame = pandas.concat(blocks, axis=1)
        frame.attrs["units"] = {name: self.units[name] for name in self.outcome_names}
        return frame

    def plot(self, column: str = "direct", *, ax: Any = None) -> Any:
        """Draws a weekly series: the median of each policy, and nine in ten futures around it.

        Parameters
        ----------
        column : str
            One of `columns`.
        ax : matplotlib.axes.Axes, optional

        Returns
        -------
        matplotlib.axes.Axes

        Raises
        ------
        ImportError
            If matplotlib is not installed.
        UsageError
            If there is no such column.
        """
        at = _numbers(self.columns, column, "column")
        if ax is None:
            import matplotlib.pyplot

            ax = matplotlib.pyplot.figure(figsize=(8, 4.2), layout="constrained").gca()
        low, middle, high = (self.statistics.index(name) for name in ("q05", "q50", "q95"))
        for i, policy in enumerate(self.policies):
            (line,) = ax.plot(self.times(), self.weekly[i, middle, at], label=policy)
            ax.fill_between(self.times(), self.weekly[i, low, at], self.weekly[i, high, at], color=line.get_color(), alpha=0.12, linewidth=0)
        meaning = self.meanings[column]
        ax.set_ylabel(f"{meaning} [{self.units[column]}]")
        ax.set_title(f"{meaning[:1].upper()}{meaning[1:]}: median and nine in ten of {self.outcomes.shape[1]:,} futures", loc="left")
        ax.legend(frameon=False)
        ax.spines[["top", "right"]].set_visible(False)
        return ax

    def __repr__(self) -> str:
        return f"<Comparison of {', '.join(self.policies)} over {self.outcomes.shape[1]:,} futures>"

    def _repr_html_(self) -> str:
        """A table of the policies, for notebooks."""
        low, high = 5, 95
        head = "".join(f"<th>{html.escape(title)}</th>" for title in ("policy", "median", "nine in ten futures", "difference from the first"))
        rows = []
        for policy in self.policies:
            values = self.outcome("direct_last_year", policy)
            change = np.nanmedian(self.difference("direct_last_year", policy))
            shown = "" if policy == self.policies[0] else f"{change:+.2f}"
            rows.append(f"<tr><td>{html.escape(policy)}</td><td>{np.nanmedian(values):.2f}</td>"
                        f"<td>{np.nanpercentile(values, low):.2f} to {np.nanpercentile(values, high):.2f}</td><td>{shown}</td></tr>")
        caption = f"Direct support, last year [index], over {self.outcomes.shape[1]:,} futures (seed {self.seed})"
        return f"<table><caption>{caption}</caption><tr>{head}</tr>{''.join(rows)}</table>"

    def __getstate__(self) -> Mapping[str, Any]:
        """Arrays are copied, and the answer about direct support is worked out, for the library's memory stays behind."""
        if self._handle is not None:
            self._answer("direct_last_year")
        state = dict(self.__dict__, _handle=None)
        for name in ("outcomes", "futures", "weekly", "series"):
            state[name] = None if state[name] is None else np.array(state[name])
        return state


def compare(policies: Sequence[Union[Scenario, PathLike]], *, futures: Optional[int] = None, uncertainty: Optional[str] = None,
            seed: Optional[int] = None, series: Union[str, Sequence[str]] = "core", trajectories: Optional[bool] = None, jobs: int = 0,
            progress: Progress = None, resolution: Optional[str] = None) -> Comparison:
    """Runs policies over futures and compares them with the first one.

    Parameters
    ----------
    policies : sequence of Scenario, str or path
        Differences are from the first. All must have the same start, weeks and actors.
    futures : int, optional
        Futures of each policy; by default the first scenario's, else 1,000.
    uncertainty : {"assumptions", "record", "luck", "none"}, optional
        What differs between futures: every parameter that nobody knows and the disputed equations, or only luck, or nothing (one run without
        noise). By default as the first scenario says, else assumptions.
    seed : int, optional
        By default the first scenario's.
    series : str or sequence of str
        Weekly series that are summarised: ``"core"``, ``"all"``, or names.
    trajectories : bool, optional
        Whether every week of every run is kept; by default if there are at most 200 futures and 500 MB.
    jobs : int
        Threads; 0: one a core. Changes no result.
    progress : bool or callable, optional
        True: a bar by tqdm, if it is installed; by default where standard error is a terminal. A function is given the runs done, those
        failed, and all.
    resolution : {"cells", "organisations"}, optional
        Of runs where no scenario says one: agents, one for ten cells, or their mean-field reduction, many times faster. By default cells where
        the theatre has provinces.

    Returns
    -------
    Comparison

    Raises
    ------
    InputError
        If a scenario cannot be read.
    UsageError
        If the policies do not fit each other, or an argument is not allowed.
    KeyboardInterrupt
        On Ctrl-C; nothing is kept.

    Examples
    --------
    >>> comparison = compare(["status_quo", "engagement"], futures=50)
    >>> comparison.outcome("direct_last_year").shape
    (2, 50)
    """
    scenarios = [policy if isinstance(policy, Scenario) else load(policy) for policy in policies]
    names = series if isinstance(series, str) else ",".join(series)
    asked = request(uncertainty=uncertainty, futures=futures, seed=seed, series=names, trajectories=trajectories, jobs=jobs,
                    resolution=resolution)
    stop, bar = ctypes.c_int32(0), _Bar(progress)
    asked.stop = ctypes.pointer(stop)
    tell = CProgress(bar)
    if bar.wanted():
        asked.progress = tell
    pointers = (ctypes.c_void_p * max(1, len(scenarios)))(*[scenario._handle.pointer for scenario in scenarios])
    made = Handle(C.fulcrum_results_free)
    try:
        stoppable(lambda: int(C.fulcrum_compare(pointers, len(scenarios), ctypes.byref(asked), ctypes.byref(made.pointer))), stop)
    finally:
        bar.close()
    return Comparison(made, scenarios, stop)


def run(policy: Union[Scenario, PathLike], **how: Any) -> Comparison:
    """Runs one scenario over futures.

    Parameters
    ----------
    policy : Scenario, str or path
    **how
        As in `compare`.

    Returns
    -------
    Comparison
        With one policy.
    """
    return compare([policy], **how)
