"""Throughcare: the record of supervision in probation, and the standards that it is measured by."""

__version__ = "0.1.0"
