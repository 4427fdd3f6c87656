"""Logistic regression over the sentence vectors, which also knows when a message is like nothing it was taught.

Rasa's own is kept with skops, which imports all of scikit-learn to load one estimator: about a third of the start.
"""

from __future__ import annotations

from typing import Any

import numpy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

FILE = "weights.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(LogisticRegressionClassifier):
    """Guesses the intent from the dense sentence features of the pipeline.

    A regression is as sure of a message about the weather as of one about abuse. So the confidence is 0 when the
    message is too far from the nearest training examples, and `FallbackClassifier` takes it.
    """

    def __init__(self, config: dict[str, Any], *arguments: Any) -> None:
        super().__init__(config, *arguments)
        self.clf.set_params(C=self.config["C"], class_weight=None)
        self._examples: Any = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's, and ours, measured by `make bench-nlu`.

        `C`: how large the weights may become. `neighbours`: how many of the nearest examples count.
        `familiar`: the mean cosine with them from which a message is taken to be about our subjects.
        """
        return {**LogisticRegressionClassifier.get_default_config(), "C": 10, "neighbours": 5, "familiar": 0.4}

    def train(self, training_data: TrainingData) -> Resource:
        """Learns weights, and keeps the examples' vectors to compare with."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        self._examples = self._create_X(examples)
        self.clf.fit(self._examples, [example.get(INTENT) for example in examples])
        self.persist()
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages with intent and ranking; all confidences 0 for one that is unlike every example."""
        super().process(messages)
        familiar = self.similarity(self._create_X(messages)) >= self.config["familiar"]
        for message, known in zip(messages, familiar, strict=True):
            if not known:
                for guess in (message.get(INTENT), *message.get("intent_ranking")):
                    guess["confidence"] = 0.0
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The training data as it is: no component after this one learns from the guesses."""
        return training_data

    def similarity(self, vectors: Any) -> Any:
        """Mean cosine of each vector, all of length 1, with its nearest examples."""
        count = min(self.config["neighbours"], len(self._examples))
        cosines = vectors @ self._examples.T
        return numpy.partition(cosines, -count, axis=1)[:, -count:].mean(axis=1)

    def persist(self) -> None:
        """Writes classes, weights and the examples' vectors, those in half precision."""
        with self._model_storage.write_to(self._resource) as folder:
            classes = numpy.asarray(self.clf.classes_, dtype=str)
            numpy.savez(
                folder / FILE,
                classes=classes,
                weights=self.clf.coef_,
                intercept=self.clf.intercept_,
                examples=self._examples.astype(numpy.float16),
            )

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> LinearIntentClassifier:
        """The classifier as it was trained. Raises when the model holds none: there is no sense in guessing without."""
        component = cls(config, execution_context.node_name, model_storage, resource)
        with model_storage.read_from(resource) as folder, numpy.load(folder / FILE, allow_pickle=False) as kept:
            component.clf.classes_ = kept["classes"]
            component.clf.coef_ = kept["weights"]
            component.clf.intercept_ = kept["intercept"]
            component._examples = kept["examples"].astype(numpy.float32)
        return component

    def _create_X(self, messages: list[Message]) -> Any:  # noqa: N802, Rasa's name
        # Dense, all messages at once: Rasa makes a sparse matrix of each, which took most of the training.
        return numpy.vstack([message.get_dense_features(TEXT)[1].features for message in messages])
