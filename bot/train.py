"""Trains the model from the content files: `python -m bot.train CONTENT MODEL.tar.gz`."""

from __future__ import annotations

import sys
from pathlib import Path

import rasa.model_training
from rasa.engine.training.hooks import TrainingHook

from bot.quiet_logs import configure_logging


def keep_nothing_between_trainings() -> None:
    """Rasa fingerprints every example after every step, for a cache that a whole training never reads."""
    TrainingHook.on_before_node = lambda *_, **__: {}
    TrainingHook.on_after_node = lambda *_, **__: None


def train(content: Path, model: Path) -> int:
    """Writes `model` from the files in the folder `content`; returns 0, or Rasa's error code."""
    configure_logging("ERROR")
    keep_nothing_between_trainings()
    result = rasa.model_training.train(
        domain=str(content / "domain.yml"),
        config=str(content / "config.yml"),
        training_files=[str(content / "data" / "nlu"), str(content / "data" / "rules")],
        output=str(model.parent),
        fixed_model_name=model.name.removesuffix(".tar.gz"),
        force_training=True,
    )
    return int(result.code)


if __name__ == "__main__":
    sys.exit(train(Path(sys.argv[1]), Path(sys.argv[2])))
