"""What tests of calibrations share: the shipped record, and a study that is small enough to be calibrated again and again."""

from program import ROOT

SHIPPED = ROOT / "scenarios/records"
CLASHES = "ged_government_mahdi_deaths"


def small_study(factors):
    """The text of a study of 16 points over `factors`, lines of TOML."""
    return f"""schema = 1
[study]
name = "small"
policies = ["hindcast_2003_2011"]
replicates = 1
seed = 7
[design]
kind = "sobol"
points = 16
[design.factors]
{factors}"""
