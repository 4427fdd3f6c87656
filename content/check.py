"""Finds everything that is wrong in the content of a checkout, in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from content.checks import buttons, campaigns, channels, dialogue, guides, tongues, words
from content.collected import Content, load_content
from content.files import Problem
from content.site import unconfirmed

Check = Callable[[Content], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    words.services_exist,
    words.contact_details_are_in_the_directory,
    tongues.named_services_can_be_called,
    guides.every_service_can_be_found,
    guides.promises_are_made_by_services,
    dialogue.intents_are_declared,
    dialogue.actions_exist,
    dialogue.intents_are_answered,
    dialogue.examples_mean_one_thing,
    campaigns.codes_mean_nothing_else,
    buttons.buttons_are_understood,
    buttons.answers_can_be_given,
    buttons.form_questions_exist,
    buttons.parts_of_the_report_begin_with_a_question,
    channels.variations_are_for_a_channel,
    channels.conditions_hold_by_text_too,
    channels.variations_mean_the_same,
    channels.danger_is_answered_by_text_too,
    channels.choices_lead_on_by_text_too,
    channels.questions_left_out_by_text_can_be,
)


def check(root: Path, *others: Check) -> list[Problem]:
    """Every problem of the content below `root`, by file and line. `others` look for more than content knows of."""
    content = load_content(root)
    found = [*content.problems, *(problem for each in (*CHECKS, *others) for problem in each(content))]
    return sorted(set(found), key=lambda problem: (str(problem.file), problem.line, problem.problem))


def notes(root: Path) -> list[Problem]:
    """What is not wrong, but must be settled before the public comes."""
    site = load_content(root).site
    return list(unconfirmed(site.document, site.model)) if site else []
