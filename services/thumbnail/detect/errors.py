"""What can be wrong with a detector."""


class DetectorError(Exception):
    """The weights are missing, damaged, or none that this service can use; the message is one line for the user."""
