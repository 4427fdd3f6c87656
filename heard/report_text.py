"""A report and a list of reports as text for a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime

from actions.reports import HIDDEN
from heard.inbox_answers import Line, Reason
from heard.opened_report import Account, Addition, Agreed, Attachment, Contact, OpenedReport, Told

WIDTH = 80
INDENT = "    "
NOT_GIVEN = "not given"
NO_CONTACT = "They have not agreed to be contacted. You can reply here: only they can read it, with their receipt."
NOT_HANDED_OVER = (
    "The contact details were not handed over with this report. Ask the team that handed it over for them. You can "
    "reply here: only they can read it, with their receipt."
)
WITHDRAWN = (
    "The reporter has withdrawn this report. Their contact details have been erased here. Do not contact them, and "
    "use the report only where the law or somebody's safety needs it."
)
WITHDRAWN_HELD = (
    "The reporter has withdrawn this report. It is held, so nothing of it has been erased, and they were told so. Do "
    "not contact them, and use the report only where the law or somebody's safety needs it."
)
ONLY_REFERRAL = (
    "The police may not contact them. They agreed that you give these details to a support service, so that it can "
    "contact them. Use them for nothing else. You can reply here: only they can read it, with their receipt."
)
APART = "It is kept apart. What you open it for is recorded: `heard inbox contact {report} --team {team}`."
TO_CONTACT = f"They agreed to be contacted. {APART}"
TO_REFER = (
    "They agreed that a support service contacts them, and not that the police do. How to reach them is for that "
    f"service alone. {APART}"
)
STEERING = re.compile(rf"[\x00-\x08\x0b-\x1f]|{HIDDEN.pattern}")
"""Characters that could move the cursor, colour or hide what is on the screen, or turn the order of words round."""
STATUSES = {"received": "new"}
SAVING = "`heard inbox save {report} --team {team} --to FOLDER` saves the clean copy. That it was taken is recorded."
CONTACT = {"contact": "How to contact them", "contact_details": "Contact details", "safe_contact": "When it is safe"}


def list_text(lines: Sequence[Line]) -> str:
    """The list as a table."""
    if not lines:
        return "No reports."
    rows = [("REPORT", "RECEIVED", "STATUS", "WHY HERE")]
    rows += [(line.id, _hour(line.received), _status(line), line.rule) for line in lines]
    return "\n".join(_columns([tuple(shown(cell) for cell in row) for row in rows]))


def report_text(report: OpenedReport) -> str:
    """What happened, what was added, whether there is a way to reach the reporter, and what they agreed to."""
    lines = [*_top(report.account), *_withdrawn(report), *_account(report.account)]
    lines += [line for addition in report.additions for line in _addition(addition)]
    lines += [line for file in report.attachments for line in _file(file)]
    return "\n".join([*lines, *_way_to_contact(report), *_agreed(report.account.consent)])


def contact_text(contact: Contact) -> str:
    """How to reach the reporter, and who may."""
    return "\n".join([f"Report {contact.report}", *_contact(contact)]).rstrip()


def reasons_text(reasons: Sequence[Reason]) -> str:
    """Why contact details may be opened, to choose from."""
    return "\n".join(_columns([(INDENT + shown(each.code), shown(each.title)) for each in reasons]))


def shown(text: str) -> str:
    """`text` with everything that could steer the terminal made visible."""
    return STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _status(line: Line) -> str:
    notes = ["withdrawn"] if line.withdrawn else [STATUSES.get(line.status, line.status), *_added(line)]
    notes += [f"erased on {_day(line.erased_on)}"] if line.erased_on else []
    notes += ["held"] if line.hold else []
    notes += ["erasure asked for"] if line.erasure else []
    return ", ".join(notes)


def _added(line: Line) -> list[str]:
    return ["added"] if line.added else []


def _top(account: Account) -> Iterator[str]:
    yield f"Report {account.report}"
    yield f"Received {_hour(account.received)}, or up to an hour later"
    yield shown(f"For {account.team.name}: {account.routing.rule} (routing {account.routing.version})")


def _account(account: Account) -> Iterator[str]:
    yield from _heading("What they told us")
    for told in account.answers:
        yield from _answer(told.question, told.text)
    for question in account.not_answered:
        yield from _answer(question, "")


def _withdrawn(report: OpenedReport) -> Iterator[str]:
    if report.withdrawn:
        yield from _heading("Withdrawn")
        yield from _wrapped(WITHDRAWN)


def _addition(addition: Addition) -> Iterator[str]:
    yield from _heading(f"Added {_hour(addition.at)}, or up to an hour later")
    yield from _wrapped(addition.own_words.strip())


def _file(file: Attachment) -> Iterator[str]:
    yield from _heading(f"File {file.number} ({file.kind}), attached {_hour(file.at)}, or up to an hour later")
    found = ", ".join(shown(each) for each in file.found) or "nothing"
    yield from _wrapped(f"Found in it, and not in the clean copy: {found}.")
    yield from _wrapped(f"SHA-256 of the original: {shown(file.original.sha256)}")
    yield from _wrapped(SAVING.format(report=file.report, team=file.team.id))


def _way_to_contact(report: OpenedReport) -> Iterator[str]:
    """Says no more than the account does, which holds what they agreed to."""
    if report.withdrawn:
        return
    yield from _heading("Contact")
    account = report.account
    if not (account.consent.be_contacted or account.consent.be_referred):
        yield from _wrapped(NO_CONTACT)
        return
    words = TO_CONTACT if account.consent.be_contacted else TO_REFER
    yield from _wrapped(words.format(report=account.report, team=account.team.id))


def _contact(contact: Contact) -> Iterator[str]:
    yield from _heading("Contact")
    told = {each.slot: each for each in contact.answers}
    if contact.not_handed_over:
        yield from _wrapped(NOT_HANDED_OVER)
        return
    if not (contact.be_contacted or contact.for_referral):
        yield from _wrapped(NO_CONTACT)
        return
    if not contact.be_contacted:
        yield from (*_wrapped(ONLY_REFERRAL), "")
    for slot, question in CONTACT.items():
        given = told.get(slot) or Told(slot=slot, question=question)
        yield from _answer(given.question, given.text)


def _agreed(agreed: Agreed) -> Iterator[str]:
    yield from _heading("What they agreed to")
    yield _agreement("Sharing this with the police", agreed.share_with_police, agreed.wording)
    yield _agreement("Being contacted by the police", agreed.be_contacted, agreed.contact_wording)
    yield _agreement("Being referred to a support service", agreed.be_referred, agreed.refer_wording)
    yield f"{INDENT}Agreed {_hour(agreed.at)}"


def _agreement(use: str, agreed: bool, wording: str | None) -> str:
    """`wording` is None when it was not asked about, or in a report from before each use named its own."""
    return shown(f"{INDENT}{use}: {_yes(agreed)}{f', wording {wording}' if wording else ''}")


def _heading(words: str) -> Iterable[str]:
    return ("", words.upper(), "-" * len(words))


def _answer(question: str, text: str) -> Iterator[str]:
    yield shown(question)
    yield from _wrapped(text.strip() or NOT_GIVEN)
    yield ""


def _wrapped(text: str) -> Iterator[str]:
    """Their lines as they wrote them, long ones folded between words."""
    for line in shown(text).splitlines():
        folded = textwrap.wrap(line, WIDTH - len(INDENT), break_long_words=False, break_on_hyphens=False)
        yield from (INDENT + each for each in folded or [""])


def _columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _hour(at: datetime) -> str:
    at = at.astimezone(UTC)
    return f"{at.day} {at:%B %Y %H:%M} UTC"


def _yes(agreed: bool) -> str:
    return "yes" if agreed else "no"
