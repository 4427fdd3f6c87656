"""The words of domain.yml, said as they stand."""

from __future__ import annotations

from typing import Any

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain


class LiteralResponses(TemplatedNaturalLanguageGenerator):
    """Fills nothing in: no answer of a person can be said back, and a button's payload is not taken for a template."""

    def __init__(self, endpoint_config: Any = None, domain: Domain | None = None) -> None:
        super().__init__(domain.responses if domain else {})

    def _fill_response(self, response: dict[str, Any], *_: Any, **__: Any) -> dict[str, Any]:
        return response
