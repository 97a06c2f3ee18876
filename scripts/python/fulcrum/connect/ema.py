"""A scenario as a model of the EMA Workbench: experiments are policies x futures.

>>> from ema_workbench import perform_experiments                                              # doctest: +SKIP
>>> model = FulcrumModel("engagement", uncertainties=["direct.threat_gain"], levers=["raids"])  # doctest: +SKIP
>>> experiments, outcomes = perform_experiments(model, scenarios=100, policies=4)               # doctest: +SKIP
"""

from __future__ import annotations

from typing import Any, Optional, Sequence, Union

import numpy as np

from ..errors import UsageError
from ..program import describe
from ..runs import run
from ..scenarios import PathLike, Scenario, load


def key_of(name: str) -> str:
    """The workbench wants names that are identifiers: ``direct__threat_gain`` stands for ``direct.threat_gain``."""
    return name.replace("__", ".")


def name_of(key: str) -> str:
    """The other way round."""
    return key.replace(".", "__")


class FulcrumFunction:
    """What the workbench calls: values in, outcomes out. Can be pickled, for its parallel evaluators.

    Parameters
    ----------
    scenario : Scenario
    levers : set of str
        Which of the names are levers.
    outcomes : sequence of str
    futures : int
        Luck over which outcomes are averaged; 1: a run without noise.
    """

    def __init__(self, scenario: Scenario, levers: Sequence[str], outcomes: Sequence[str], futures: int) -> None:
        self.scenario, self.levers, self.outcomes, self.futures = scenario, set(levers), list(outcomes), futures

    def __call__(self, **values: float) -> dict[str, float]:
        settings = {f"levers.{key_of(name)}" if key_of(name) in self.levers else key_of(name): value for name, value in values.items()}
        changed = self.scenario.with_(settings=settings, name=self.scenario.name)
        kind = "none" if self.futures == 1 else "luck"
        runs = run(changed, uncertainty=kind, futures=self.futures, trajectories=False, jobs=1, progress=False,
                   resolution="organisations")
        return {name: float(np.mean(runs.outcome(name)[0])) for name in self.outcomes}


def _ranges(keys: Sequence[str], kind: str, low: str, high: str) -> dict[str, tuple[float, float]]:
    known = {entry.get("key", entry.get("name")): entry for entry in describe(kind)}
    for key in keys:
        if key not in known:
            raise UsageError(f"there is nothing called '{key}' among the {kind}; fulcrum.describe({kind!r}) lists them")
    return {key: (float(known[key][low]), float(known[key][high])) for key in keys}


def FulcrumModel(scenario: Union[Scenario, PathLike], *, uncertainties: Sequence[str] = (), levers: Sequence[str] = (),
                 outcomes: Sequence[str] = ("direct_last_year", "indirect_last_year", "attacks_last_year", "cost"), futures: int = 1,
                 name: Optional[str] = None) -> Any:
    """A scenario as a model of the EMA Workbench.

    Parameters
    ----------
    scenario : Scenario, str or path
    uncertainties : sequence of str
        Keys of parameters, over their exploration ranges.
    levers : sequence of str
        Levers, over their limits.
    outcomes : sequence of str
        In the units of ``fulcrum.describe("outcomes")``.
    futures : int
        Luck over which outcomes are averaged; 1: a run without noise.
    name : str, optional
        Letters and digits; by default made of the scenario's.

    Returns
    -------
    ema_workbench.Model

    Raises
    ------
    ImportError
        If the EMA Workbench is not installed.
    UsageError
        If a key is not known.
    """
    from ema_workbench import Model, RealParameter, ScalarOutcome

    read = scenario if isinstance(scenario, Scenario) else load(scenario)
    model = Model(name or "".join(c for c in read.name if c.isalnum()), function=FulcrumFunction(read, levers, outcomes, futures))
    found = _ranges(uncertainties, "parameters", "explore_low", "explore_high")
    model.uncertainties = [RealParameter(name_of(key), *found[key]) for key in uncertainties]
    limits = _ranges(levers, "levers", "lower", "upper")
    model.levers = [RealParameter(name_of(lever), *limits[lever]) for lever in levers]
    model.outcomes = [ScalarOutcome(outcome) for outcome in outcomes]
    return model
