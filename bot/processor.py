"""A failed action stops the turn.

Rasa counts a failed action as done and goes on with the rule, which would then say "sent".
"""

from __future__ import annotations

from typing import Any

from rasa.core.actions.action import Action, ActionExecutionRejection, RemoteAction
from rasa.core.processor import MessageProcessor


class TurnFailed(Exception):
    """An action failed; the turn is void. Carries the action's name only."""


class Witness(Action):
    """An action that remembers whether it failed, because Rasa swallows the exception."""

    def __init__(self, action: Action) -> None:
        self._action = action
        self.failed = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._action, name)

    def name(self) -> str:
        """The name of the action that is watched."""
        return str(self._action.name())

    def event_for_successful_execution(self, prediction: Any) -> Any:
        """As the action that is watched says."""
        return self._action.event_for_successful_execution(prediction)

    async def run(self, *arguments: Any, **named: Any) -> Any:
        """Runs the action. A form may refuse an answer; a remote action may not, that is a failure."""
        try:
            return await self._action.run(*arguments, **named)
        except ActionExecutionRejection:
            self.failed = isinstance(self._action, RemoteAction)
            raise
        except Exception:
            self.failed = True
            raise


class TurnProcessor(MessageProcessor):
    """Rasa's processor, with every action watched."""

    async def _run_action(self, action: Action, *arguments: Any, **named: Any) -> bool:
        witness = Witness(action)
        again = bool(await super()._run_action(witness, *arguments, **named))
        if witness.failed:
            raise TurnFailed(witness.name())
        return again
