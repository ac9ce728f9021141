"""Errors of detectors."""


class DetectorError(Exception):
    """The weights are missing, damaged or not supported. The message is one line for the user."""
