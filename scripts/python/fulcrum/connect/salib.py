"""A scenario as SALib sees one: a problem, and a function from a sample to outcomes.

>>> from SALib.sample import saltelli                          # doctest: +SKIP
>>> from SALib.analyze import sobol                            # doctest: +SKIP
>>> asked = problem(["direct.threat_gain", "cost.bluff"])      # doctest: +SKIP
>>> values = evaluate("engagement", asked, saltelli.sample(asked, 64))   # doctest: +SKIP
>>> sobol.analyze(asked, values)                               # doctest: +SKIP
"""

from __future__ import annotations

from typing import Any, Mapping, Sequence, Union

import numpy as np
import numpy.typing as npt

from .._library import Array
from ..errors import UsageError
from ..runs import run
from ..scenarios import PathLike, Scenario, load
from .ema import _ranges


def problem(keys: Sequence[str]) -> dict[str, Any]:
    """A problem of SALib: parameters over their exploration ranges.

    Parameters
    ----------
    keys : sequence of str
        Keys of parameters.

    Returns
    -------
    dict
        ``num_vars``, ``names``, ``bounds``.

    Raises
    ------
    UsageError
        If a key is not known.
    """
    ranges = _ranges(keys, "parameters", "explore_low", "explore_high")
    return {"num_vars": len(keys), "names": list(keys), "bounds": [list(ranges[key]) for key in keys]}


def evaluate(scenario: Union[Scenario, PathLike], asked: Mapping[str, Any], sample: npt.ArrayLike, outcome: str = "direct_last_year",
             futures: int = 1) -> Array:
    """The outcome at every row of a sample.

    Parameters
    ----------
    scenario : Scenario, str or path
    asked : mapping
        The problem; its ``names`` are keys of parameters, or ``levers.NAME``.
    sample : array_like, shape (rows, num_vars)
        In the parameters' units.
    outcome : str
    futures : int
        Luck over which the outcome is averaged; 1: a run without noise.

    Returns
    -------
    ndarray, shape (rows,)
        In the outcome's unit.

    Raises
    ------
    UsageError, InputError
        If the sample has another shape, or a value is not allowed.
    """
    read = scenario if isinstance(scenario, Scenario) else load(scenario)
    rows = np.asarray(sample, dtype=float)
    names = list(asked["names"])
    if rows.ndim != 2 or rows.shape[1] != len(names):
        raise UsageError(f"the sample has the shape {rows.shape}; wanted is (rows, {len(names)})")
    kind = "none" if futures == 1 else "luck"
    found = np.empty(len(rows))
    for i, row in enumerate(rows):
        changed = read.with_(settings=dict(zip(names, map(float, row))), name=read.name)
        found[i] = np.mean(run(changed, uncertainty=kind, futures=futures, trajectories=False, progress=False,
                               resolution="organisations").outcome(outcome)[0])
    return found
