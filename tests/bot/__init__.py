"""Tests that run where Rasa does."""

import bot as bot  # first of all: it prepares the process before Rasa is imported
