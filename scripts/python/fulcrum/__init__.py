"""fulcrum: how a patron state's support for armed groups next door moves under alternative policies of a rival.

It explores and explains; it does not forecast.

>>> import fulcrum
>>> engagement = fulcrum.load("engagement")
>>> pressed = engagement.with_(levers={"coercive_threat": 0.7}, name="pressed")
>>> comparison = fulcrum.compare(["status_quo", engagement, pressed], futures=200)
>>> print(comparison.summary())                              # doctest: +SKIP
>>> comparison.to_xarray()["direct_last_year"].dims
('policy', 'future')

Scenarios are read by `load`, built by `scenario` or `parse`, and never change: `Scenario.with_` makes another one. `run` and `compare` run
them over futures, `Model` steps them week by week. `sweep`, `sensitivity`, `discover`, `robust`, `claims`, `calibrate` and `explain` start
the program, which the wheel brings, and open what it writes.
"""

from ._library import api_version, version
from .errors import FulcrumError, InputError, Problem, ProgramError, UsageError
from .model import Model
from .program import Report, calibrate, claims, describe, discover, explain, robust, sensitivity, sweep
from .runs import Comparison, compare, run
from .scenarios import Scenario, library, load, parse, scenario

__version__ = version()
__all__ = [
    "Comparison",
    "FulcrumError",
    "InputError",
    "Model",
    "Problem",
    "ProgramError",
    "Report",
    "Scenario",
    "UsageError",
    "api_version",
    "calibrate",
    "claims",
    "compare",
    "describe",
    "discover",
    "explain",
    "library",
    "load",
    "parse",
    "robust",
    "run",
    "scenario",
    "sensitivity",
    "sweep",
]
