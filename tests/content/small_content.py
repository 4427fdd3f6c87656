"""A small, valid content tree to break in tests."""

from __future__ import annotations

import re
from pathlib import Path

REAL = Path(__file__).parents[2]
RETURNING = (
    "data/receipt-forms.yml",
    "data/statement.yml",
    "data/contact-reasons.yml",
    "data/original-reasons.yml",
    "data/attachments.yml",
)
STRANGER = "professional_standards:"
"""A team that the small tree does not have."""
BESIDE = ("data/pages.yml", "data/easy-read.yml", "data/texting.yml")

SUPPORT = """\
helpline:
  name: A helpline
  what: For anyone who is hurt.
  confidence: V
  numbers:
    - label: Call
      display: "0808 2000 247"
  hours: Monday to Friday, 9am to 5pm
  site: https://helpline.example.org
  ways: [online chat, interpreters]
  needs: [domestic_abuse]
  area: hertfordshire
  source: helpline.example.org
  source_date: "2026"
  checked: 2026-11-21
  checked_by: somebody

website:
  name: A website
  what: Says where help is.
  confidence: G
  site: https://website.example.org
  needs: [online]
  area: uk
  source: somebody said so
  source_date: null
  checked: 2026-11-21
  checked_by: somebody
"""

SECOND_SUPPORT = """\
old_line:
  name: An old line
  what: For anyone who is hurt.
  confidence: Vold
  sources_agree: 2
  numbers:
    - label: Call
      display: "0808 500 2222"
  needs: [stalking]
  area: uk
  source: two old pages
  source_date: "2019"
  checked: 2026-11-21
  checked_by: somebody
"""

ROUTING = """\
version: "1"
fallback: triage
answers:
  report_kind: [spiking, something_else]
  about_police: [yes, no, not_sure]
teams:
  standards:
    name: Standards
    clock: 24
  sexual_offences:
    name: Sexual offences
    clock: 4
  triage:
    name: Triage
    clock: 4
rules:
  - name: about the police
    team: standards
    only: true
    when:
      about_police: [yes, not_sure]
    why: Nobody else may see it.
  - name: spiking
    team: sexual_offences
    when:
      report_kind: [spiking]
    unless:
      about_police: [no]
    why: They know what to do.
  - name: spiking, whoever did it
    team: sexual_offences
    when:
      report_kind: [spiking]
    why: They know what to do.
"""

FINDER = """\
happened:
  legend: What has happened?
  answers:
    - label: Something at home
      needs: [domestic_abuse]
    - label: Someone follows me
      needs: [stalking]
      first: [old_line]
wanted:
  legend: What do you want?
  answers:
    - label: To read about it
      needs: [online]
who:
  legend: Who needs help?
  answers:
    - label: A child
      also: [helpline]
      never: [website]
how:
  legend: How do you want to be in touch?
  answers:
    - label: By typing
      kind: sms
      ways: [online chat]
police:
  legend: Leave out the police?
  label: Leave out the police
  services: []
  told: []
always: [helpline]
first: [helpline]
anyone: [helpline]
card: [helpline]
left_out: []
"""

PROMISES = """\
unknown: We do not know. Ask [[helpline]].
questions:
  name: Do I have to give my name?
  know: Who will know?
  help_now: Can they come now?
  court: Can it lead to court?
  change: Can I change my mind?
  under_18: What if I am under 18?
  contact: Will they get in touch?
everything:
  label: All of it
  places: [line, site]
concerns:
  - label: At home
    places: [site, line]
places:
  line:
    name: The line
    service: helpline
    answers:
      name:
        say: No.
        source: helpline.example.org
        checked: 2026-11-21
        checked_by: somebody
      know: null
      help_now: null
      court: null
      change: null
      under_18: null
      contact: null
  site:
    name: The site
    service: website
    answers:
      name: null
      know: null
      help_now: null
      court: null
      change: null
      under_18:
        say: Read it.
        source: website.example.org
        checked: 2026-11-21
        checked_by: somebody
      contact: null
"""

CAMPAIGNS = """\
days:
  title: Some days
  codes: [ORANGE, SUNFLOWER]
"""

DOMAIN = """\
version: "3.1"
intents:
  - greet
  - want_to_report
  - answer
  - danger
entities:
  - report_kind
  - about_police:
      roles: [any]
slots:
  report_kind:
    type: text
  about_police:
    type: text
forms:
  report_form:
    required_slots:
      - report_kind
      - about_police
actions:
  - action_submit_report
responses:
  utter_greet:
    - text: |-
        Hello.

        You can talk here.

        [[helpline]]
      custom:
        service: website
      buttons:
        - title: Report something
          payload: /want_to_report
  utter_want_to_report:
    - text: There is more than one way.
  utter_ask_report_form_report_kind:
    - text: What kind of thing was it?
      buttons:
        - title: Spiking
          payload: '/answer{"report_kind": "spiking"}'
        - title: Something else
          payload: '/answer{"report_kind": "something_else", "about_police": null}'
  utter_ask_report_form_about_police:
    - text: Is it about the police?
      buttons:
        - title: Yes
          payload: '/answer{"about_police": "yes"}'
        - title: No
          payload: '/answer{"about_police": "no"}'
        - title: I am not sure
          payload: '/answer{"about_police": "not_sure"}'
"""

RULES = """\
version: "3.1"
rules:
  - rule: Say hello
    steps:
      - intent: greet
      - action: utter_greet
  - rule: Say how to report
    steps:
      - intent: want_to_report
      - action: utter_want_to_report
      - action: action_submit_report
"""


def write_small_content(root: Path) -> Path:
    """A tree below `root` in which nothing is wrong."""
    files = {
        "domain.yml": DOMAIN,
        "data/support/first.yml": SUPPORT,
        "data/support/second.yml": SECOND_SUPPORT,
        "data/routing.yml": ROUTING,
        "data/delivery.yml": "teams: {}\n",
        "data/outcomes.yml": (REAL / "data/outcomes.yml").read_text(encoding="utf-8").replace(STRANGER, "triage:"),
        "data/messages.yml": _messages(),
        "data/languages.yml": _languages(),
        "data/finder.yml": FINDER,
        "data/promises.yml": PROMISES,
        "data/campaign-codes.yml": CAMPAIGNS,
        **{name: _with_one_service(name) for name in BESIDE},
        "data/site.yml": (REAL / "data/site.yml").read_text(encoding="utf-8"),
        **{name: (REAL / name).read_text(encoding="utf-8") for name in ("data/receipt-words.yml", *RETURNING)},
        "data/nlu/talk.yml": _nlu("greet", "want_to_report"),
        "data/rules/talk.yml": RULES,
    }
    for words in (REAL / "data/reading").iterdir():
        files[f"data/reading/{words.name}"] = words.read_text(encoding="utf-8")
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def _messages() -> str:
    """The real sentences without comments, with the small tree's one service, intent and part."""
    text = re.sub(r"(?m)^#.*\n", "", (REAL / "data/messages.yml").read_text(encoding="utf-8"))
    text = re.sub(r"begins: \w+", "begins: report_kind", text)
    return re.sub(r"intent: \w+", "intent: greet", re.sub(r"\[\[\w+\]\]", "[[helpline]]", text))


def _with_one_service(name: str) -> str:
    """The real file without comments, with the small tree's one service and every question asked by text."""
    text = re.sub(r"(?m)^#.*\n", "", (REAL / name).read_text(encoding="utf-8"))
    text = re.sub(r"left_out: \[.*\]", "left_out: []", text)
    return re.sub(r"\[\[\w+\]\]", "[[helpline]]", text)


def _languages() -> str:
    """The real languages, with the small tree's one service."""
    text = (REAL / "data/languages.yml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^emergency: .*", "emergency: helpline", re.sub(r"\[\[\w+\]\]", "[[helpline]]", text))
    return re.sub(r"(?m)^help_lines: .*", "help_lines: [helpline]", text)


def _nlu(*intents: str) -> str:
    blocks = []
    for intent in intents:
        lines = "".join(f"      - {intent.replace('_', ' ')} said in way {_letters(number)}\n" for number in range(40))
        blocks.append(f"  - intent: {intent}\n    examples: |\n{lines}")
    return 'version: "3.1"\nnlu:\n' + "".join(blocks)


def _letters(number: int) -> str:
    return chr(ord("a") + number // 20) + chr(ord("a") + number % 20)
