"""`heard inbox`: a team reads, answers and closes its reports, and sees how to reach who sent them.

Everything is opened and sealed here, in memory alone.

Exit codes: 0 done, 1 the answer was no (or it was not sent after all), 2 it could not be tried.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from actions.key_files import KeyringError, read_identity
from actions.sealing import Sealed, seal
from heard.inbox_answers import Line, Taken
from heard.inbox_client import Access, signed_in
from heard.inbox_errors import CannotTryError, InboxError, NoSuchReportError
from heard.opened_report import open_account, open_contact, open_parts
from heard.report_text import WITHDRAWN, contact_text, list_text, reasons_text, report_text
from heard.settings import SettingError, Settings, read_settings

LONGEST_REPLY = 4000
"""Characters: as much as a reporter can write at once."""
WARNING = (
    "Somebody else may look at the reporter's screen: never name them, and never say what happened.\n"
    "Say what you will do and when, or ask one thing."
)
END = "."

inbox = typer.Typer(no_args_is_help=True, help="Read, answer and close your team's reports, with your team's key.")

Team = Annotated[str, typer.Option("--team", help="Your team's short name, for example daisu.", metavar="TEAM")]
Key = Annotated[
    Path | None, typer.Option("--key", help="Your team's key file; HEARD_HOME/keys/teams/TEAM.key if not given.")
]
Url = Annotated[str | None, typer.Option("--url", help="Where the staff process is; this machine if not given.")]
Report = Annotated[str, typer.Argument(help="The report, as `heard inbox list` shows it.", metavar="REPORT")]


@inbox.command("list")
def list_reports(team: Team, key: Key = None, url: Url = None) -> None:
    """List your team's reports, newest first."""
    with failures():
        typer.echo(list_text(asyncio.run(_lines(access_of(team, key, url)))))


@inbox.command("open")
def open_report(report: Report, team: Team, key: Key = None, url: Url = None) -> None:
    """Open a report and print it. That it was opened is recorded."""
    with failures():
        access = access_of(team, key, url)
        taken = asyncio.run(_take(access, report))
        typer.echo(report_text(open_parts(taken, report, access)))


@inbox.command()
def contact(
    report: Report,
    team: Team,
    reason: Annotated[str | None, typer.Option(help="Why; without it the reasons are listed.", metavar="CODE")] = None,
    key: Key = None,
    url: Url = None,
) -> None:
    """Show how to reach the reporter. That it was opened, and why, is recorded."""
    with failures():
        typer.echo(asyncio.run(_contact(access_of(team, key, url), report, reason)))


@inbox.command()
def reply(
    report: Report,
    team: Team,
    key: Key = None,
    url: Url = None,
    text: Annotated[str | None, typer.Option(help="The reply; without it you are asked, or it is piped in.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Send without asking.")] = False,
) -> None:
    """Answer the reporter. Only they can read it, with their receipt."""
    with failures():
        access = access_of(team, key, url)
        asyncio.run(_must_have(access, report))
        typer.echo(WARNING, err=True)
        words = _checked(text if text is not None else _words(yes))
        if not yes and not typer.confirm("Send this reply?"):
            raise InboxError("Not sent.")
        asyncio.run(_send(access, report, words))
        typer.echo("Sent.")


@inbox.command()
def close(report: Report, team: Team, key: Key = None, url: Url = None) -> None:
    """Close a report for your team."""
    with failures():
        asyncio.run(_close(access_of(team, key, url), report))
        typer.echo("Closed.")


@inbox.command()
def keep(
    report: Report,
    team: Team,
    reason: Annotated[str | None, typer.Option(help="Why; without it the reasons are listed.", metavar="CODE")] = None,
    key: Key = None,
    url: Url = None,
) -> None:
    """Keep a report longer that is about to be erased. Holding one, and erasing one early, take an account."""
    with failures():
        asyncio.run(_keep(access_of(team, key, url), report, reason))
        typer.echo("It is kept longer.")


@contextmanager
def failures() -> Iterator[None]:
    """Says what went wrong in a sentence, and ends with its exit code."""
    try:
        yield
    except InboxError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(error.code) from None


def access_of(team: str, key: Path | None, url: str | None) -> Access:
    """Where the inbox of `team` is, and its key. Raises `CannotTryError`."""
    settings = _settings()
    try:
        identity = read_identity(key or settings.home / "keys" / "teams" / f"{team}.key")
    except KeyringError as error:
        raise CannotTryError(str(error)) from None
    return Access(url or f"http://127.0.0.1:{settings.staff_port}", team, identity)


def _settings() -> Settings:
    try:
        return read_settings()
    except SettingError as error:
        raise CannotTryError(str(error)) from None


def _words(yes: bool) -> str:
    """The reply from the terminal or a pipe. No editor: those leave copies of what was written on the disk."""
    if _is_asked():
        typer.echo("Write the reply. End it with a line that holds only a full stop.", err=True)
        return "\n".join(iter(_typed_line, END))
    if not yes:
        raise CannotTryError("Add --yes to send what is piped in, since nobody can be asked.")
    try:
        return sys.stdin.read()
    except UnicodeDecodeError:
        raise CannotTryError("What is piped in is not text in UTF-8.") from None


def _is_asked() -> bool:
    return sys.stdin.isatty()


def _typed_line() -> str:
    line = sys.stdin.readline()
    return line.removesuffix("\n") if line else END


def _checked(text: str) -> str:
    words = text.strip()
    if not words:
        raise CannotTryError("The reply is empty. Nothing was sent.")
    if len(words) > LONGEST_REPLY:
        raise CannotTryError(f"The reply is longer than {LONGEST_REPLY} characters. Nothing was sent.")
    return words


async def _lines(access: Access) -> list[Line]:
    async with signed_in(access) as team_inbox:
        return await team_inbox.reports()


async def _must_have(access: Access, report: str) -> None:
    """Before somebody writes a reply: whether there is anything to reply to, and nothing new to read first."""
    line = next((line for line in await _lines(access) if line.id == report), None)
    if line is None:
        raise NoSuchReportError
    if line.added:
        raise _unread(report)


def _unread(report: str) -> InboxError:
    return InboxError(f"Nothing was sent: they have added something. Read it first: `heard inbox open {report}`.")


async def _take(access: Access, report: str) -> Taken:
    async with signed_in(access) as team_inbox:
        return await team_inbox.take(report)


async def _contact(access: Access, report: str, reason: str | None) -> str:
    async with signed_in(access) as team_inbox:
        line = next((line for line in await team_inbox.reports() if line.id == report), None)
        if line is None:
            raise NoSuchReportError
        if line.withdrawn and not line.contact_kept:
            raise InboxError(WITHDRAWN)
        reasons = await team_inbox.contact_reasons()
        if reason is None or reason not in {each.code for each in reasons}:
            raise CannotTryError(f"Say why, with --reason and one of these:\n{reasons_text(reasons)}")
        return contact_text(open_contact(await team_inbox.take_contact(report, reason), report, access))


async def _send(access: Access, report: str, words: str) -> None:
    """Signs in again: writing may have taken longer than a sign-in lasts."""
    async with signed_in(access) as team_inbox:
        taken = await team_inbox.take(report)
        if taken.added:
            raise _unread(report)
        await team_inbox.reply(report, _sealed(words, open_account(taken, report, access).reply_to))


def _sealed(words: str, reply_to: str) -> Sealed:
    try:
        return seal(words.encode("utf-8", "replace"), [reply_to])
    except ValueError:
        raise InboxError("This report has no key to seal a reply to. Tell whoever looks after Heard.") from None


async def _keep(access: Access, report: str, reason: str | None) -> None:
    async with signed_in(access) as team_inbox:
        reasons = await team_inbox.keep_reasons()
        if reason is None or reason not in {each.code for each in reasons}:
            raise CannotTryError(f"Say why, with --reason and one of these:\n{reasons_text(reasons)}")
        await team_inbox.keep(report, reason)


async def _close(access: Access, report: str) -> None:
    async with signed_in(access) as team_inbox:
        await team_inbox.close(report)
