"""The trained model for tests: of the committed lines, made once for each state of them."""

from __future__ import annotations

from functools import cache

from heard.danger_training import train_danger
from heard.settings import PROJECT, Settings
from safety.model import Model, load_model


@cache
def trained_model() -> Model:
    return load_model(train_danger(Settings(home=PROJECT / ".heard")))
