"""`heard check` finds what is wrong, says on which line, and says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from content import files
from content.check import check
from heard.check import run_check
from tests.content.small_content import REAL, write_small_content


@dataclass(frozen=True)
class Broken:
    """A change to one file (`old` becomes `new`), and the problem that it must lead to.

    `on` is text that stands only on the line that must be named; `file` the file named, when it is another one;
    `also` how many further problems follow from the same change.
    """

    what: str
    change: str
    old: str
    new: str
    on: str
    remedy: str
    file: str = ""
    also: int = 0


FIRST, SECOND, ROUTING, DOMAIN = "data/support/first.yml", "data/support/second.yml", "data/routing.yml", "domain.yml"
NLU, RULES, MESSAGES = "data/nlu/talk.yml", "data/rules/talk.yml", "data/messages.yml"
LANGUAGES, SITE = "data/languages.yml", "data/site.yml"
FINDER, PROMISES = "data/finder.yml", "data/promises.yml"
CAMPAIGNS = "data/campaign-codes.yml"
PAGES, EASY, TEXTING = "data/pages.yml", "data/easy-read.yml", "data/texting.yml"
FORMS, STATEMENT = "data/receipt-forms.yml", "data/statement.yml"
REASONS = "data/contact-reasons.yml"
RECEIPTS, POLICE, PLACES = "data/receipt-words.yml", "data/reading/police.yml", "data/reading/places.yml"
FIRST_ANSWER = "      - greet said in way aa\n"
WAYS, GREETED = "    - text: There is more than one way.\n", "          payload: /want_to_report\n"
UNSURE = '          payload: \'/answer{"about_police": "not_sure"}\'\n'
BY_TEXT, SITE_TOO = "    - channel: text\n      text: Hey.\n", "      custom: {service: website}\n"
ABOUT_POLICE = "      condition: [{type: slot, name: about_police, value: not_sure}]\n"
REPORT = "{title: Report, payload: /want_to_report}"
YES, NO = (f'{{title: {said}, payload: \'/answer{{"about_police": "{said}"}}\'}}' for said in ("yes", "no"))

# One change to a row.
# fmt: off
BROKEN = [
    # The directory
    Broken("a file is not YAML", FIRST, "what: Says where", "what: Says: where", "Says: where", "colons and quotes"),
    Broken("an unknown key", FIRST, "ways: [online chat", "way: [online chat", "way: [", "correct its spelling"),
    Broken("an unknown need", FIRST, "[online]", "[onlin]", "[onlin]", "one of the values named"),
    Broken("a service without a source", FIRST, "  source: somebody said so\n", "", "website:", "Add this key"),
    Broken("a service never checked", SECOND, "  checked: 2026-11-21\n", "", "old_line:", "Add this key"),
    Broken("no date of the source", SECOND, '  source_date: "2019"\n', "", "old_line:", "Add this key"),
    Broken("a date nobody can read", SECOND, "checked: 2026-11-21", "checked: last week", "last week", "2026-11-21"),
    Broken("the same id twice in a file", FIRST, "\nwebsite:", "\nhelpline:", "helpline:\n  name: A web", "rename it"),
    Broken("the same id in two files", SECOND, "old_line:", "helpline:", "helpline:", "an id of its own"),
    Broken("no such number", FIRST, "0808 2000 247", "0808 2000 2477", "2477", "Check every digit"),
    Broken("letters in a number", FIRST, "0808 2000 247", "0808 HELP", "HELP", "digits in groups"),
    Broken("a number as a number", FIRST, '"0808 2000 247"', "999", "display: 999", "quotes"),
    Broken("a number nobody saw", FIRST, "site: https://website.example.org", 'numbers: [{label: A, display: "101"}]',
           "numbers: [", "confirm them and write where"),
    Broken("an old number from one source", SECOND, "  sources_agree: 2\n", "", "numbers:", "how many agree"),
    Broken("hours from an old page", SECOND, "  needs: [st", "  hours: always\n  needs: [st",
           "hours:", "Remove the hours"),
    Broken("a site that is not secure", FIRST, "https://helpline", "http://helpline",
           "http:", "beginning with https://"),
    Broken("a number in the wording", FIRST, "Says where help is.", "Call 0800 555 111.",
           "0800 555", "under `numbers`"),
    Broken("no way to reach it", FIRST, "  site: https://website.example.org\n", "", "website:", "`numbers` or `site`"),
    Broken("a second local area", SECOND, "area: uk", "area: herfordshire", "herford", "Use hertfordshire, or"),
    # The codes of campaigns
    Broken("a code of two words", CAMPAIGNS, "SUNFLOWER", "SUN FLOWER", "SUN FLOWER", "one word, like ORANGE"),
    Broken("a code in small letters", CAMPAIGNS, "SUNFLOWER", "sunflower", "sunflower", "one word, like ORANGE"),
    Broken("a code that is a number", CAMPAIGNS, "SUNFLOWER", "'2026'", "2026", "one word, like ORANGE"),
    Broken("a code of three letters", CAMPAIGNS, "SUNFLOWER", "SUN", "SUN]", "one word, like ORANGE"),
    Broken("a code twice", CAMPAIGNS, "SUNFLOWER", "ORANGE", "ORANGE, ORANGE", "Choose another word"),
    Broken("a code that leaves", CAMPAIGNS, "SUNFLOWER", "EXIT", "EXIT", "for anything else"),
    Broken("a code within a word that leaves", CAMPAIGNS, "SUNFLOWER", "STOP", "STOP", "for anything else"),
    Broken("a code that asks for more", CAMPAIGNS, "SUNFLOWER", "MORE", "MORE", "for anything else"),
    Broken("a code that is a number in words", CAMPAIGNS, "SUNFLOWER", "SEVEN", "SEVEN", "for anything else"),
    Broken("a code that asks for the receipt", CAMPAIGNS, "SUNFLOWER", "RECEIPT", "RECEIPT", "for anything else"),
    Broken("a campaign without a code", CAMPAIGNS, "[ORANGE, SUNFLOWER]", "[]", "codes:", "Name at least one"),
    Broken("a campaign's name that is none", CAMPAIGNS, "days:", "16 Days:", "16 Days:", "Correct this value"),
    Broken("a number in a campaign's title", CAMPAIGNS, "Some days", "Call 0800 555 111", "0800", "[[service_id]]"),
    # By text
    Broken("a question nobody asks is left out", TEXTING, "left_out: []", "left_out: [colour]", "left_out", "Name one"),
    Broken("a question that decides the team is left out", TEXTING, "left_out: []", "left_out: [report_kind]",
           "left_out", "Take it out of this list"),
    # The support finder
    Broken("a need that is not one, in the finder", FINDER, "[stalking]", "[stalkin]", "[stalkin]", "values named"),
    Broken("a service that is not there, in an answer", FINDER, "[old_line]", "[new_line]", "first: [new_line]",
           "add the service there"),
    Broken("a service that is not there, in a list", FINDER, "card: [helpline]", "card: [line]", "card:",
           "add the service there"),
    Broken("a way that no service names", FINDER, "[online chat]", "[online chats]", "online chats", "Spell it as"),
    Broken("a service nobody can find", FINDER, "needs: [stalking]", "needs: [honour]", "happened:", "`left_out`"),
    Broken("nobody when nothing fits", FINDER, "anyone: [helpline]", "anyone: []", "anyone:", "Name at least one"),
    Broken("a number in a question of the finder", FINDER, "Who needs help?", "Call 0800 555 111.", "0800",
           "Name the service instead"),
    # The table of promises
    Broken("a promise without a source", PROMISES, "        source: helpline.example.org\n", "",
           "name:\n        say: No.", "Add this key"),
    Broken("a promise nobody checked", PROMISES, "        checked_by: somebody\n      know", "      know",
           "name:\n        say: No.", "Add this key"),
    Broken("a question not answered", PROMISES, "      court: null\n      change: null\n      under_18: null\n",
           "      change: null\n      under_18: null\n", "answers:\n      name:\n", "Add this key"),
    Broken("a question nobody asks", PROMISES, "      know: null\n", "      know: null\n      price: null\n", "price",
           "correct its spelling"),
    Broken("a place that is not here", PROMISES, "places: [site, line]", "places: [site, lines]", "lines]",
           "Use one of"),
    Broken("a place nobody is shown", PROMISES, "  site:\n", "  other:\n", "  other:", "Name it in a concern", also=2),
    Broken("a place that is no service", PROMISES, "service: website", "service: web", "service: web",
           "add the service there"),
    Broken("a number in a promise", PROMISES, "say: Read it.", "say: Call 0800 555 111.", "0800",
           "Name the service instead"),
    Broken("a service in a promise that is not there", PROMISES, "say: Read it.", "say: Ask [[line]].", "[[line]]",
           "add the service there"),
    # The pages beside the chat
    Broken("a missing word of a page", PAGES, "  offer: Keep what I was told\n", "", "keep:\n", "Add this key"),
    Broken("a list of nothing", PAGES, "    safer_lines:\n      - Write", "    safer_lines: []\n    more:\n      - W",
           "safer_lines", "Name at least one", also=1),
    Broken("a number in a word of a page", PAGES, "back: Back to the chat", "back: Call 0800 555 111", "0800",
           "Name the service instead"),
    Broken("two ideas in one easy line", EASY, "- Call 999.", "- Call 999. Ask for help.", "Ask for help",
           "Make two lines of it"),
    Broken("an easy line that is long", EASY, "- Call 999.", "- one " + "go " * 12, "one go", "Make two lines of it"),
    Broken("an easy line with a gap", EASY, "{idle_minutes}", "{minutes}", "{minutes}", "Use {idle_minutes}"),
    Broken("an easy line without a service", EASY, "[[helpline]]", "[[line]]", "[[line]]", "add the service there"),
    # Routing
    Broken("an unknown team", ROUTING, "    team: standards", "    team: standard", "standard\n", "Use one of"),
    Broken("an unknown answer", ROUTING, "      about_police: [no]", "      police: [no]",
           " police: [no]", "Use one of"),
    Broken("an unknown value", ROUTING, "[yes, not_sure]", "[yes, maybe]", "maybe", "add the value under `answers`"),
    Broken("no fallback", ROUTING, "fallback: triage\n", "", "version:", "Add this key"),
    Broken("a fallback to nobody", ROUTING, "fallback: triage", "fallback: nobody", "nobody", "Use one of standards"),
    Broken("a team without rules", ROUTING, "  triage:\n", "  mash: {name: M, clock: 1}\n  triage:\n",
           "mash", "Add a rule"),
    Broken("two rules of one name", ROUTING, "- name: spiking, w", "- name: spiking # w", "# w", "a name of its own"),
    Broken("a rule that never applies", ROUTING, "    unless:\n      about_police: [no]\n", "",
           "whoever", "move it up"),
    Broken("a rule that only rules cover", ROUTING, "[yes, not_sure]", "[yes, not_sure, no]",
           "- name: spiking, whoever", "Remove it, move it up"),
    Broken("an only rule below others", ROUTING, "whoever did it\n", "all\n    only: true\n",
           "only: true\n    team: sex", "above"),
    Broken("a clock that never rings", ROUTING, "clock: 24", "clock: 0", "clock: 0", "larger number"),
    Broken("an answer without a button", ROUTING, "[spiking, s", "[stalking, spiking, s",
           "report_kind: [st", "Add the button"),
    # The force
    Broken("no force", SITE, "force: Hertfordshire Constabulary\n\nprivacy:", "privacy:",
           "# What the force says", "Add this key"),
    Broken("a phase that is none", SITE, "phase: beta", "phase: gamma", "phase: gamma", "one of the values named"),
    Broken("a number of the team that is none", SITE, "phone: null ", 'phone: "09" ', '"09"', "Check every digit"),
    Broken("no team for feedback", SITE, "feedback:\n", "feedbacks:\n", "# What the force says", "Add this key",
           also=1),
    Broken("an e-mail address that is none", SITE, "email: null\n  # The force's", "email: nobody\n  # The force's",
           "email: nobody", "like name@force.police.uk"),
    Broken("an address of one line", SITE, "post: null          #", "post: [HQ] #", "[HQ]", "Name at least one"),
    Broken("a notice that is not secure", SITE, "full_notice: null", "full_notice: http://x.police.uk",
           "http:", "beginning with https://"),
    Broken("a day nobody can read", SITE, "confirmed: null", "confirmed: soon", "soon", "2026-11-21"),
    Broken("how long in a number", SITE, "reports_kept: null", "reports_kept: 6", "kept: 6", "Write text here"),
    Broken("an unknown compliance", SITE, "compliance: partially", "compliance: mostly", "mostly", "values named"),
    Broken("more compliant than it is", SITE, "compliance: partially", "compliance: fully", "fully  ",
           "List what is not met"),
    Broken("a criterion without its number", SITE, "2.4.2 Page Titled", "Page Titled", ": Page Titled", "Correct"),
    Broken("a gap that nothing fills", SITE, "{idle_minutes}", "{minutes}", "what: >-\n        The chat",
           "Use {idle_minutes}"),
    Broken("reviewed before it was written", SITE, "reviewed: 2026-11-21", "reviewed: 2026-11-20",
           "11-20", "two dates"),
    Broken("answered in no time", SITE, "answer_days: null", "answer_days: 0", "days: 0", "larger number"),
    # Between the files
    Broken("a service that is not there", DOMAIN, "[[helpline]]", "[[helplin]]",
           "[[helplin]]", "add the service there"),
    Broken("a linked service that is not there", DOMAIN, "service: website", "service: w",
           "service: w", "data/support"),
    Broken("a service in a message", MESSAGES, "[[helpline]]", "[[line]]", "[[line]]", "data/support"),
    Broken("a number in a response", DOMAIN, "You can talk here.", "Or 116 123.", "116 123", "as [[service_id]]"),
    Broken("a spaced number in a response", DOMAIN, "You can talk here.", "0 8 0 8 8 0 2",
           "0 8 0", "as [[service_id]]"),
    Broken("an e-mail address", DOMAIN, "You can talk here.", "a.b@example.org", "a.b@", "as [[service_id]]"),
    Broken("a link on a button", DOMAIN, "title: Report something", "title: herts.police.uk",
           "herts", "[[service_id]]"),
    Broken("a number in a rule", RULES, "rule: Say hello", "rule: Say 0800 1111", "0800", "as [[service_id]]"),
    Broken("an intent nobody declared", RULES, "- intent: greet", "- intent: great", "great", "to `intents`", also=1),
    Broken("examples of no intent", NLU, "- intent: greet", "- intent: great", "great", "to `intents`", also=1),
    Broken("a part of the report that no question begins", MESSAGES, "happened, begins: report_kind",
           "happened, begins: what", "begins: what", "`required_slots`"),
    Broken("a first choice of no intent", MESSAGES, "intent: greet", "intent: great", "great", "to `intents`"),
    Broken("an unknown response", RULES, "action: utter_greet", "action: utter_great", "great", "to `responses`"),
    Broken("a payload with a slip", DOMAIN, '"yes"}', "yes}", "yes}", "Write /intent", also=1),
    Broken("a payload that is words", DOMAIN, "payload: /want_to_report", "payload: yes",
           "payload: yes", "Write /intent"),
    Broken("a payload of no intent", DOMAIN, "payload: /want_to_report", "payload: /want", "/want", "to `intents`"),
    Broken("a payload of no slot", DOMAIN, '"about_police": null', '"police": null', '"police": null', "to `slots`"),
    Broken("a slot that no payload can fill", DOMAIN, "  - report_kind\n  - about", "  - about",
           '"report_kind": "spiking"}', "`entities`", also=1),
    Broken("a value nobody routes", DOMAIN, '"about_police": null', '"about_police": "x"', '"x"', "data/routing.yml"),
    Broken("an intent without a rule", RULES, "      - intent: greet\n", "", "  - greet", "Add a rule", DOMAIN),
    Broken("an example too few", NLU, FIRST_ANSWER, "", "  - greet", "at least 40", DOMAIN),
    Broken("an example said twice", NLU, "greet said in way aa", "Greet, said in way ab!",
           "  - greet", "at least 40", DOMAIN),
    Broken("examples of a choice", NLU, "nlu:", "nlu:\n  - intent: answer\n    examples: |\n      - x",
           "- answer", "Remove", DOMAIN),
    Broken("a line without a dash", NLU, FIRST_ANSWER, FIRST_ANSWER + "      hello\n",
           "      hello", "a dash and a space"),
    Broken("one example under two intents", NLU, "report said in way ab\n", "report\n      - Greet said in way ab.\n",
           "- Greet said", "Keep it under the one"),
    Broken("a question that cannot be asked", DOMAIN, "utter_ask_report_form_about_police:", "utter_ask_about_police:",
           "      - about_police", "Add the response utter_ask_report_form_about_police"),
    Broken("a form slot not declared", DOMAIN, "  about_police:\n    type: text\n", "",
           "      - about_police", "`slots`", also=4),
    # What is said by text
    Broken("a channel that is none", DOMAIN, WAYS, f"{WAYS}    - channel: sms\n      text: A.\n", "channel: sms",
           "Write `channel: text`"),
    Broken("a condition lost by text", DOMAIN, WAYS, f"{WAYS}    - text: A.\n{ABOUT_POLICE}{BY_TEXT}", "condition:",
           "the same condition"),
    Broken("a condition that is only by text", DOMAIN, WAYS, WAYS + BY_TEXT + ABOUT_POLICE, "condition:",
           "Use a condition of one"),
    Broken("something else about itself by text", DOMAIN, GREETED,
           f"{GREETED}{BY_TEXT}      custom: {{keep: false}}\n      buttons: [{REPORT}]\n", "custom: {",
           "Copy `custom`"),
    Broken("danger left out by text", DOMAIN, WAYS, f"    - text: Call 999.\n{BY_TEXT}", "text: Hey.",
           "Keep the sentence about 999"),
    Broken("no way to report by text", DOMAIN, GREETED, GREETED + BY_TEXT + SITE_TOO, "- channel: text",
           "Keep one of these choices: “Report something”"),
    Broken("a choice that is only by text", DOMAIN, GREETED,
           f"{GREETED}{BY_TEXT}{SITE_TOO}      buttons: [{REPORT}, {{title: Hi, payload: /greet}}]\n", "buttons: [",
           "take it out here"),
    Broken("an answer that cannot be given by text", DOMAIN, UNSURE, f"{UNSURE}{BY_TEXT}      buttons: [{YES}, {NO}]\n",
           "buttons: [", "its title may be shorter"),
    Broken("a word in capitals", POLICE, "ranks:\n  - police officer", "ranks:\n  - Police Officer",
           "  - Police Officer", "small letters"),
    Broken("a list of words with a slip", PLACES, "only_after_in:", "only_after:", "only_after:", "spelling", also=1),
    # Other languages
    Broken("a number in another language", LANGUAGES, "Kontynuuj z tym", "Telefon 0800 555 111", "0800 555",
           "Name the service instead"),
    Broken("a gap that nobody fills", LANGUAGES, "Dalej po angielsku", "Dalej {tel_112}", "Dalej", "no others: none"),
    Broken("wording without a checker", LANGUAGES, "    english: [Polish]\n    checked: unchecked\n",
           "    english: [Polish]\n", "  pl:", "Add this key"),
    Broken("a script without its language", LANGUAGES, "  ur:\n", "  xx:\n", "languages:\n", "Add ur as well"),
    Broken("a help line without interpreters", FIRST, "[online chat, interpreters]", "[online chat]",
           "help_lines: [helpline]", "ways", LANGUAGES),
    Broken("a help line that is not there", LANGUAGES, "help_lines: [helpline]", "help_lines: [line]",
           "help_lines: [line]", "add the service there"),
    Broken("no emergency number", LANGUAGES, "emergency: helpline", "emergency: website", "emergency: w",
           "with one"),
    # Coming back with a receipt
    Broken("a list nobody could read now", FORMS, "red lentils,", "green lentils,", "fingerprint:", "Put them back"),
    Broken("a grocery said twice", FORMS, "sweetcorn,", "kiwi,", "      baked beans,", "Write another one"),
    Broken("a number on a grocery", FORMS, "sweetcorn,", "sweetcorn 2,", "      baked beans,", "Correct"),
    Broken("amounts of no kind", FORMS, "    jar: [\n", "    pot: [\n", "    pot: [", "Use one of"),
    Broken("an amount too few", FORMS, ", 7 jars, 8 jars]", ", 7 jars]", "    jar: [1 jar", "Name 8", also=1),
    Broken("too few names", FORMS, "  lines: 5", "  lines: 4", "contacts:", "Add some"),
    Broken("a number that is no beginning", FORMS, '"07700 900"', '"07700 9001"', '"07700 9001"', "Correct"),
    Broken("a statement that tells", STATEMENT, "Request closed.", "Police request closed.", "closed: |", "another"),
    Broken("a statement without its day", STATEMENT, "  Date: {date}\n", "", "closed: |", "{date}"),
    # Contact details
    Broken("a reason that is no code", REASONS, "code: law", "code: The law", "code: The law", "16 small letters"),
    Broken("a reason twice", REASONS, "code: law", "code: agreed  # twice", "# twice", "a code of its own"),
    Broken("a reason without words", REASONS, "law\n    title:", "law\n    wrds:", "wrds", "Remove", also=1),
    Broken("a receipt word that is not one", RECEIPTS, "abandon", "abandons", "abandons", "correct its spelling"),
]
# fmt: on


@pytest.fixture(scope="module", autouse=True)
def read_once() -> Iterator[None]:
    """Of the small tree one file changes in each test: the others need not be parsed again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "tree", cache(files.tree))
        yield


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_small_content(tmp_path)


def test_the_small_tree_is_valid_before_it_is_broken(root: Path) -> None:
    assert check(root) == []


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.what)
def test_what_is_wrong_is_found_on_its_line_with_a_remedy(root: Path, broken: Broken) -> None:
    path = root / broken.change
    text = path.read_text(encoding="utf-8")
    assert broken.old in text
    path.write_text(text.replace(broken.old, broken.new, 1), encoding="utf-8")
    named = root / (broken.file or broken.change)
    problems = check(root)
    there = [each for each in problems if (each.file, each.line) == (named, _line_of(broken.on, named))]
    assert len(there) == 1, problems
    assert broken.remedy in there[0].remedy
    assert len(problems) == 1 + broken.also, problems


def test_the_content_as_committed_is_valid() -> None:
    assert check(REAL) == []


def test_problems_of_several_files_are_found_in_one_go(root: Path) -> None:
    for name in (FIRST, ROUTING, NLU, RULES, MESSAGES):
        (root / name).write_text("not: [what, is, wanted]\n", encoding="utf-8")
    assert {str(problem.file.relative_to(root)) for problem in check(root)} >= {FIRST, ROUTING, NLU, RULES, MESSAGES}


@pytest.mark.parametrize(
    "name",
    [
        "domain.yml",
        "data/routing.yml",
        "data/messages.yml",
        "data/site.yml",
        "data/finder.yml",
        "data/promises.yml",
        "data/pages.yml",
        "data/easy-read.yml",
        "data/texting.yml",
        "data/campaign-codes.yml",
        "data/receipt-words.yml",
        "data/receipt-forms.yml",
        "data/statement.yml",
        "data/contact-reasons.yml",
    ],
)
def test_a_missing_file_is_a_problem(root: Path, name: str) -> None:
    (root / name).unlink()
    assert [(problem.file, problem.remedy) for problem in check(root)] == [(root / name, "Put the file back")]


def test_a_missing_directory_is_a_problem(root: Path) -> None:
    for file in (root / "data/support").iterdir():
        file.unlink()
    assert [problem.file for problem in check(root)] == [root / "data/support"]


def test_the_command_says_that_all_is_well(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_check(root) == 0
    assert capsys.readouterr().out == "All content is valid.\n"


def test_the_command_prints_every_problem_and_their_number(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / NLU).write_text((root / NLU).read_text(encoding="utf-8").replace(FIRST_ANSWER, ""), encoding="utf-8")
    assert run_check(root) == 1
    lines = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("To confirm:")]
    assert lines == [
        f"{root / DOMAIN}:3: The intent greet has 39 different examples. Write at least 40 under data/nlu.",
        "1 problem.",
    ]


def test_an_answer_too_long_for_a_text_message_is_named_with_what_to_do(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    domain = root / DOMAIN
    text = domain.read_text(encoding="utf-8")
    domain.write_text(text.replace(WAYS, WAYS.replace("There", "One. " * 90 + "There")), encoding="utf-8")
    assert run_check(root) == 1
    problem = "By text utter_want_to_report is sent in 4 parts, and an answer has at most 3"
    remedy = "Write a variation with `channel: text` that is shorter by 67 characters"
    assert f"{domain}:{_line_of('- text: One.', domain)}: {problem}. {remedy}." in capsys.readouterr().err
    domain.write_text(domain.read_text(encoding="utf-8").replace("  utter_ask", f"{BY_TEXT}  utter_ask", 1))
    assert run_check(root) == 0


def test_a_shorter_answer_that_is_still_too_long_is_to_be_shortened(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    domain = root / DOMAIN
    text = domain.read_text(encoding="utf-8")
    domain.write_text(text.replace(WAYS, WAYS + BY_TEXT.replace("Hey.", "word " * 100)), encoding="utf-8")
    assert run_check(root) == 1
    assert "Shorten it by 89 characters, or offer fewer choices." in capsys.readouterr().err
    domain.write_text(text.replace(WAYS, WAYS + BY_TEXT.replace("Hey.", "Ł" * 200)), encoding="utf-8")
    assert run_check(root) == 1
    assert "Take out the characters" in capsys.readouterr().err


def _line_of(text: str, path: Path) -> int:
    content = path.read_text(encoding="utf-8")
    assert content.count(text) == 1
    return content.count("\n", 0, content.index(text)) + 1
