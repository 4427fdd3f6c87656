"""Answers danger at any step of any form, and leaves the form where it was."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

ANSWERS = {"danger": "utter_danger", "self_harm": "utter_self_harm"}
PRIORITY = 10  # RulePolicy has 6; a form's happy path would swallow the message otherwise


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class SafetyPolicy(Policy):
    """Predicts the safety answer, then listens, without running the form."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Above every other policy."""
        return {"priority": PRIORITY, "max_history": None}

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **_: Any) -> Resource:
        """Nothing is learned."""
        return self._resource

    def predict_action_probabilities(
        self, tracker: DialogueStateTracker, domain: Domain, rule_only_data: Any = None, **_: Any
    ) -> PolicyPrediction:
        """The safety answer right after a danger message, then listening; nothing in every other case."""
        message = tracker.latest_message
        answer = ANSWERS.get(message.intent.get("name") or "") if message else None
        if answer is None:
            return self._prediction(self._default_predictions(domain))
        action = answer if tracker.latest_action_name == ACTION_LISTEN_NAME else ACTION_LISTEN_NAME
        probabilities = self._default_predictions(domain)
        probabilities[domain.index_for_action(action)] = 1.0
        # Rasa's form prediction is a "no user" prediction too and would beat any other kind.
        return PolicyPrediction(probabilities, type(self).__name__, self.priority, is_no_user_prediction=True)
