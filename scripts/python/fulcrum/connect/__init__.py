"""Scenarios as models of other packages: `fulcrum.connect.ema` for the EMA Workbench, `fulcrum.connect.salib` for SALib."""
