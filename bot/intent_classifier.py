"""Rasa's logistic regression, kept as plain arrays.

Rasa keeps it with skops, which imports all of scikit-learn to load one estimator: about a third of the start.
"""

from __future__ import annotations

from typing import Any

import numpy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier

FILE = "weights.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(LogisticRegressionClassifier):
    """Guesses the intent from the features of the pipeline."""

    def persist(self) -> None:
        """Writes classes and weights."""
        with self._model_storage.write_to(self._resource) as folder:
            classes = numpy.asarray(self.clf.classes_, dtype=str)
            numpy.savez(folder / FILE, classes=classes, weights=self.clf.coef_, intercept=self.clf.intercept_)

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
        return component
