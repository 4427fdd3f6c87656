"""Rasa reports use and errors to its makers unless told not to."""

import os


def forbid_calls_home() -> None:
    """Turns Rasa's telemetry and error reporting off in this process and those it starts."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
