"""Gives each message its intent, and a second one when it says two things."""

from __future__ import annotations

from typing import Any

import numpy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.clauses import clauses
from bot.intents import Intents, fit, load, save
from bot.sentence_featurizer import encoder
from safety.encoder import Encoder

FILE = "intents.npz"
ALSO = "also"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NearestIntents(IntentClassifier, GraphComponent):
    """Works on the sentence vectors of the pipeline.

    It is as sure of a message about the weather as of one about abuse. So the confidence is 0 when the message is too
    far from the nearest training examples, and `FallbackClassifier` takes it.
    """

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config, self._model_storage, self._resource = config, model_storage, resource
        self._intents: Intents | None = None
        self._encoder: Encoder | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Measured by `make bench-nlu`.

        `familiar`: how near the nearest examples must be for a message to be about our subjects. `guesses`: how many
        are told. `sure`: how confident a second thing must be. `alone`: intents that are never a second thing.
        """
        return {"familiar": 0.66, "guesses": 10, "sure": 0.5, "alone": []}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NearestIntents:
        """Rasa's way of making a component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples and writes what was learned."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        texts, intents = [each.get(TEXT) for each in examples], [each.get(INTENT) for each in examples]
        with self._model_storage.write_to(self._resource) as folder:
            save(fit(_vectors(examples), texts, intents), folder / FILE)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> NearestIntents:
        """The classifier as it was trained. Raises when the model holds none: there is no sense in guessing without."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._intents = load(folder / FILE)
        component._encoder = encoder()
        return component

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The training data as it is: no component after this one learns from the guesses."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages with intent, ranking, and `also`: the intent of a second thing that is said, or None."""
        for message in messages:
            guesses = self._guesses(_vectors([message]), [message.get(TEXT)])[0]
            message.set(INTENT, dict(guesses[0]), add_to_output=True)
            message.set(INTENT_RANKING_KEY, guesses, add_to_output=True)
            message.set(ALSO, self._second(message.get(TEXT), guesses[0]["name"]), add_to_output=True)
        return messages

    def _second(self, text: str, first: str) -> str | None:
        """The surest of the things that a part of the message says and `first` is not."""
        parts = clauses(text)
        if not parts or self._encoder is None:
            return None
        said = [guesses[0] for guesses in self._guesses(self._encoder.vectors(parts), parts)]
        others = [each for each in said if each["name"] != first and each["name"] not in self._config["alone"]]
        surest = max(others, key=lambda each: each["confidence"], default=None)
        return surest["name"] if surest and surest["confidence"] >= self._config["sure"] else None

    def _guesses(self, vectors: Any, texts: list[str]) -> list[list[dict[str, Any]]]:
        """The likeliest intents of each text, all with confidence 0 when it is unlike every example."""
        if self._intents is None:
            raise RuntimeError("train or load first")
        confidences = self._intents.confidences(vectors, texts)
        confidences[self._intents.familiarity(vectors) < self._config["familiar"]] *= 0.0
        best = numpy.argsort(-confidences, axis=1, kind="stable")[:, : self._config["guesses"]]
        names = self._intents.names
        return [
            [{"name": names[at], "confidence": float(row[at])} for at in places]
            for row, places in zip(confidences, best, strict=True)
        ]


def _vectors(messages: list[Message]) -> Any:
    return numpy.vstack([message.get_dense_features(TEXT)[1].features for message in messages])
