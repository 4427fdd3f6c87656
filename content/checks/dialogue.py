"""Intents, examples, rules and responses fit together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from content.collected import Content
from content.files import Problem

# Meant by a button only: typed words must never do these.
CHOICES_ONLY = frozenset({"start_report", "answer", "change", "stop_report", "refuse_consent"})
# Set by the danger check, which looks before any intent is guessed.
DANGER_ONLY = frozenset({"danger", "self_harm"})
# Rasa's own, when no intent fits.
NOT_UNDERSTOOD = "nlu_fallback"
FEWEST_EXAMPLES = 40
RASA_ACTIONS = frozenset({
    "action_back", "action_deactivate_loop", "action_default_fallback", "action_extract_slots", "action_listen",
    "action_restart", "action_revert_fallback_events", "action_session_start", "action_unlikely_intent",
})  # fmt: skip


def intents_are_declared(content: Content) -> Iterator[Problem]:
    """Every intent that examples, rules or the first choices name is in domain.yml."""
    if content.domain is None:
        return
    declared = {*content.domain.model.intent_names, NOT_UNDERSTOOD}
    remedy = "Correct the spelling, or add it to `intents` in domain.yml"
    for nlu in content.nlu:
        for number, block in enumerate(nlu.model.nlu):
            if block.intent is not None and block.intent not in declared:
                problem = f"Unknown intent {block.intent}"
                yield nlu.document.problem(problem, remedy, "nlu", number, "intent")
    for rules in content.rules:
        for number, rule in enumerate(rules.model.rules):
            for step, keys in rule.all_steps():
                if step.intent is not None and step.intent not in declared:
                    problem = f"“{rule.rule}” begins with the unknown intent {step.intent}"
                    yield rules.document.problem(problem, remedy, "rules", number, *keys, "intent")
    if content.messages:
        for number, choice in enumerate(content.messages.model.welcome_choices):
            if choice.intent not in declared:
                problem = f"Unknown intent {choice.intent}"
                yield content.messages.document.problem(problem, remedy, "welcome_choices", number, "intent")


def actions_exist(content: Content) -> Iterator[Problem]:
    """Every response, action and form that a rule uses is in domain.yml."""
    if content.domain is None:
        return
    domain = content.domain.model
    known = RASA_ACTIONS | {*domain.responses, *domain.actions, *domain.forms}
    for rules in content.rules:
        for number, rule in enumerate(rules.model.rules):
            for step, keys in rule.all_steps():
                if step.action is not None and step.action not in known:
                    problem = f"“{rule.rule}” uses {step.action}, which does not exist"
                    remedy = "Correct the spelling, or add it to `responses` or `actions` in domain.yml"
                    yield rules.document.problem(problem, remedy, "rules", number, *keys, "action")


def intents_are_answered(content: Content) -> Iterator[Problem]:
    """Every intent a person can type has a rule and enough examples, and no other intent has examples."""
    if content.domain is None:
        return
    steps = (step for rules in content.rules for rule in rules.model.rules for step, _ in rule.all_steps())
    answered = {step.intent for step in steps}
    examples = _examples_by_intent(content)
    for number, intent in enumerate(content.domain.model.intent_names):
        place = ("intents", number)
        typed = intent not in CHOICES_ONLY | DANGER_ONLY
        if typed and intent not in answered:
            remedy = "Add a rule under data/rules that answers it"
            yield content.domain.document.problem(f"No rule answers the intent {intent}", remedy, *place)
        if typed and len(examples[intent]) < FEWEST_EXAMPLES:
            problem = f"The intent {intent} has {len(examples[intent])} different examples"
            remedy = f"Write at least {FEWEST_EXAMPLES} under data/nlu"
            yield content.domain.document.problem(problem, remedy, *place)
        if not typed and examples[intent]:
            problem = f"The intent {intent} has examples, but typed words must never mean it"
            yield content.domain.document.problem(problem, "Remove its examples from data/nlu", *place)


def examples_mean_one_thing(content: Content) -> Iterator[Problem]:
    """Every example line is an example, and stands under one intent only."""
    owner: dict[str, str] = {}
    for nlu in content.nlu:
        for number, block in enumerate(nlu.model.nlu):
            for text in nlu.document.texts("nlu", number, "examples"):
                for line, offset in block.lines():
                    if not line.startswith("- "):
                        problem, remedy = "This line is not an example", "Begin it with a dash and a space"
                        yield nlu.document.problem_within(text, offset, problem, remedy)
                    elif block.intent and owner.setdefault(_plain(line), block.intent) != block.intent:
                        problem = f"The same example is under the intent {owner[_plain(line)]}"
                        remedy = "Keep it under the one intent that it means most often"
                        yield nlu.document.problem_within(text, offset, problem, remedy)


def _examples_by_intent(content: Content) -> defaultdict[str, set[str]]:
    examples: defaultdict[str, set[str]] = defaultdict(set)
    for nlu in content.nlu:
        for block in nlu.model.nlu:
            if block.intent:
                examples[block.intent] |= {_plain(line) for line, _ in block.lines()}
    return examples


def _plain(example: str) -> str:
    """The words alone: examples that differ in capitals or punctuation are the same example."""
    return " ".join(re.findall(r"[^\W_]+", example.lower().replace("'", "").replace("’", "")))
