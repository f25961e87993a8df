"""Advisor: from a runner's symptoms to corrective exercise advice, by rules that explain themselves."""

__version__ = "0.1.0"
