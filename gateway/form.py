"""What the gateway knows of the report form: the order of its questions, and the few words that are not its own."""

from __future__ import annotations

from pathlib import Path

from content.files import ContentError, parse, read
from content.rasa import Domain

FORM = "report_form"
CONSENTS = ("consent_share", "consent_contact", "consent_refer", "send")  # given to what stands there, and only to that
CHECKED = "checked"  # the answers, by her
SEND = "send"  # the last question: a yes sends the report
YES = "yes"
SKIPPED = "skipped"
NOT_ASKED = "not_asked"
WHEN, WHERE, WHO, RELATIONSHIP = "when_happened", "where_happened", "who_did_it", "relationship"
ABOUT_POLICE, POLICE_MENTION, POLICE_CONFIRMED = "about_police", "police_mention", "police_confirmed"
CONTACT, ANONYMOUS = "contact", "anonymous"


def load_titles(domain: Path) -> dict[str, str]:
    """What the choice of each intent is called. Raises `ContentError`."""
    return parse(read(domain), Domain).titles


def load_questions(domain: Path) -> tuple[str, ...]:
    """The slots of the report's questions in the order they are asked. Raises `ContentError`."""
    document = read(domain)
    form = parse(document, Domain).forms.get(FORM)
    if form is None:
        raise ContentError([document.problem(f"There is no {FORM}", "Add it below `forms`", "forms")])
    return form.required_slots
