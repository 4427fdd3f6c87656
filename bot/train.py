"""Trains the model from the content files: `python -m bot.train MODEL.tar.gz`."""

from __future__ import annotations

import sys
from pathlib import Path

import rasa.model_training

from bot.launcher import PROJECT
from bot.quiet_logs import configure_logging


def train(model: Path) -> int:
    """Writes `model`; returns 0, or Rasa's error code when the content does not train."""
    configure_logging("ERROR")
    result = rasa.model_training.train(
        domain=str(PROJECT / "domain.yml"),
        config=str(PROJECT / "config.yml"),
        training_files=[str(PROJECT / "data" / "nlu"), str(PROJECT / "data" / "rules")],
        output=str(model.parent),
        fixed_model_name=model.name.removesuffix(".tar.gz"),
        force_training=True,
    )
    return int(result.code)


if __name__ == "__main__":
    sys.exit(train(Path(sys.argv[1])))
