"""Measurements. Ratios within one run on one machine; never part of the tests."""
