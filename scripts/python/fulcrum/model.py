"""Runs that are stepped week by week, while somebody else acts."""

from __future__ import annotations

import ctypes
from typing import Any, Optional, Sequence, Union

import numpy as np
import numpy.typing as npt

from ._library import Array, C, Handle, check, request, text, view
from .errors import UsageError
from .scenarios import PathLike, Scenario, load


def _joined(names: Union[str, Sequence[str]]) -> str:
    return names if isinstance(names, str) else ",".join(names)


class Model:
    """A batch of runs of one scenario, stepped together: observe, act, step.

    Each run has its own future: luck, and if asked for also parameters and structural forms. Runs that nobody acts on are, bit for bit, those
    of `run` with the same scenario, seed and uncertainty. Can be pickled: it starts again and takes the actions that it took.

    Parameters
    ----------
    scenario : Scenario, str or path
        Without cells.
    runs : int
        How many are stepped at once.
    act : sequence of str
        Levers that are acted on, e.g. ``["raids", "communication"]``; none that a rule of the scenario may set.
    observe : str or sequence of str
        Series that are observed: ``"core"``, ``"all"``, or names.
    uncertainty : {"luck", "assumptions", "record", "none"}
        What differs between the runs.
    seed : int, optional
        By default the scenario's.
    jobs : int
        Threads; 0: one a core. Changes no result.

    Attributes
    ----------
    columns, levers : tuple of str
        What is observed and what is acted on.
    lower, upper : ndarray, shape (levers,)
        Limits of the levers, in their units.
    observations : ndarray, shape (runs, columns)
        The week that was stepped last, in the series' units: the library's own memory, changed by every step. Not a number before the first.
    weeks : int
        Horizon [weeks].

    Raises
    ------
    UsageError
        If a lever or series is not known, a rule sets a lever, or the scenario has cells.

    Examples
    --------
    >>> model = Model("status_quo", runs=4, act=["raids"], observe=["direct", "attacks"])
    >>> while not model.done:
    ...     raids = 0.0 if model.week == 0 else 0.5 * model.observations[:, 1:]
    ...     observed = model.step(raids)
    >>> observed.shape
    (4, 2)
    """

    def __init__(self, scenario: Union[Scenario, PathLike], runs: int = 1, *, act: Sequence[str] = (),
                 observe: Union[str, Sequence[str]] = "core", uncertainty: str = "luck", seed: Optional[int] = None, jobs: int = 0) -> None:
        self.scenario = scenario if isinstance(scenario, Scenario) else load(scenario)
        self._how: dict[str, Any] = {"act": tuple(act), "observe": observe, "uncertainty": uncertainty, "seed": seed, "jobs": jobs}
        self.runs = runs
        asked = request(uncertainty=uncertainty, futures=None, seed=seed, jobs=jobs)
        self._handle = Handle(C.fulcrum_model_free)
        check(C.fulcrum_model_start(self.scenario._handle.pointer, runs, _joined(observe).encode(), _joined(act).encode(),
                                    ctypes.byref(asked), ctypes.byref(self._handle.pointer)))
        self._pointer = self._handle.pointer
        self.observations: Array = view(lambda a: int(C.fulcrum_model_observations(self._pointer, a)), self._handle)
        self.columns = self._names(C.fulcrum_model_column)
        self.levers = self._names(C.fulcrum_model_lever)
        limits = [self._limits(i) for i in range(len(self.levers))]
        self.lower, self.upper = np.array([low for low, _ in limits]), np.array([high for _, high in limits])
        self.weeks = int(C.fulcrum_model_weeks(self._pointer))
        self._actions = np.empty((runs, len(self.levers)))
        self._taken: list[tuple[Optional[Array], int]] = []

    def _names(self, name_of: Any) -> tuple[str, ...]:
        names: list[str] = []
        while (name := name_of(self._pointer, len(names))) is not None:
            names.append(text(name))
        return tuple(names)

    def _limits(self, lever: int) -> tuple[float, float]:
        lower, upper = ctypes.c_double(), ctypes.c_double()
        check(C.fulcrum_model_lever_limits(self._pointer, lever, ctypes.byref(lower), ctypes.byref(upper)))
        return lower.value, upper.value

    @property
    def week(self) -> int:
        """Weeks stepped so far."""
        return int(C.fulcrum_model_week(self._pointer))

    @property
    def done(self) -> bool:
        """Whether the horizon is reached."""
        return self.week >= self.weeks

    def reset(self) -> Array:
        """Back to the start, with the same futures.

        Returns
        -------
        ndarray, shape (runs, columns)
            `observations`: not a number, until a week is stepped.
        """
        check(C.fulcrum_model_reset(self._pointer))
        self._taken.clear()
        return self.observations

    def step(self, actions: Optional[npt.ArrayLike] = None, weeks: int = 1) -> Array:
        """Steps all runs.

        Parameters
        ----------
        actions : array_like, shape (runs, levers), or one that numpy broadcasts to it, optional
            Levers in these weeks, in their units and limits. Not a number, or no actions: the scenario decides.
        weeks : int
            How many weeks.

        Returns
        -------
        ndarray, shape (runs, columns)
            `observations` after the last of them. The same array after every step: copy what you keep.

        Raises
        ------
        UsageError
            If a lever would leave its limits, or the horizon would be passed; then nothing was stepped.
        """
        place = None
        if actions is not None:
            if not self.levers:
                raise UsageError("this model was started without levers to act on: Model(..., act=[...])")
            try:
                self._actions[...] = actions
            except ValueError as problem:
                raise UsageError(f"actions must have the shape (runs, levers) = {self._actions.shape}: {problem}") from None
            place = self._actions.ctypes.data
        check(C.fulcrum_model_step(self._pointer, place, weeks))
        self._taken.append((None if place is None else self._actions.copy(), weeks))
        return self.observations

    def __repr__(self) -> str:
        return f"<Model of {self.scenario.name}: {self.runs} runs, week {self.week} of {self.weeks}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return (_again, (self.scenario, self.runs, self._how, self._taken))


def _again(scenario: Scenario, runs: int, how: dict[str, Any], taken: Sequence[tuple[Optional[Array], int]]) -> Model:
    model = Model(scenario, runs, **how)
    for actions, weeks in taken:
        model.step(actions, weeks)
    return model
