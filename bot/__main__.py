"""Starts Rasa with Heard's own channel: `python -m bot`."""

import os
import sys

from bot.settings import SettingError, read_settings

EXIT_BAD_SETTING = 2


def main() -> None:
    """Runs until stopped; exits with 2 and a sentence when a setting is missing or bad."""
    try:
        settings = read_settings(os.environ)
    except SettingError as error:
        print(f"Rasa cannot start. {error}", file=sys.stderr)
        sys.exit(EXIT_BAD_SETTING)
    from bot.launcher import launch  # only now: Rasa takes seconds to import

    launch(settings)


main()
