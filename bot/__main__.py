"""Starts Rasa with Heard's own channel: `python -m bot`."""

from bot.launcher import main

main()
