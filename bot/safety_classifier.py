"""The danger check inside Rasa: the second line, should a message ever reach Rasa that the gateway did not stop."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

import safety


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class SafetyClassifier(IntentClassifier, GraphComponent):
    """Sets the intent to `danger` or `self_harm` when the danger check fires, over every other classifier."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SafetyClassifier:
        """Rasa's way of making a component."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages, those that tell of danger with that intent.

        Not those that the gateway has answered as danger, when the person then said to carry on with the same words.
        """
        for message in messages:
            alert = safety.check(message.get(TEXT) or "").alert
            if alert and not _carries_on(message):
                message.set(INTENT, {"name": alert, "confidence": 1.0}, add_to_output=True)
        return messages


def _carries_on(message: Message) -> bool:
    return bool((message.get(METADATA) or {}).get("checked"))
