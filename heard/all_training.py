"""Every model, trained when its content changed: side by side, for each alone leaves half of a machine idle."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from heard.danger_training import danger_model_for, language_model_for, train_danger, train_language_model
from heard.settings import Settings
from heard.training import model_for, train

MODELS = {
    "The danger model": (danger_model_for, train_danger),
    "The model of languages": (language_model_for, train_language_model),
    "Rasa's model": (model_for, train),
}


def all_trained(settings: Settings) -> bool:
    """Whether every model of the present content is there."""
    return all(place(settings).exists() for place, _ in MODELS.values())


def train_all(settings: Settings) -> Iterator[tuple[str, Path]]:
    """The name and place of each model, as soon as it is there. Raises `TrainingError`."""
    with ThreadPoolExecutor(len(MODELS)) as pool:
        trainings = {pool.submit(training, settings): name for name, (_, training) in MODELS.items()}
        for done in as_completed(trainings):
            yield trainings[done], done.result()
