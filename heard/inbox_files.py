"""`heard inbox save` and `export`: a report's files in the clear, and the whole report as it is stored, sealed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from heard.exporting import export
from heard.inbox import Key, Report, Team, Url, access_of, failures
from heard.inbox import inbox as inbox
from heard.inbox_errors import CannotTryError
from heard.saving import save

Folder = Annotated[Path, typer.Option("--to", help="The folder to save in.", metavar="FOLDER")]
Original = Annotated[bool, typer.Option("--original", help="As they were sent, with all that was hidden.")]
Reason = Annotated[str | None, typer.Option(help="Why an original is opened.", metavar="CODE")]


@inbox.command("save")
def save_files(
    report: Report,
    team: Team,
    to: Folder,
    original: Original = False,
    reason: Reason = None,
    key: Key = None,
    url: Url = None,
) -> None:
    """Save the files of a report: clean copies, or originals for a reason. Each is recorded."""
    with failures():
        access = access_of(team, key, url)
        paths = asyncio.run(save(access, report, _checked(to), original=original, reason=reason))
        typer.echo("\n".join(f"Saved {path}" for path in paths) or "This report has no files.")


@inbox.command("export")
def export_report(
    report: Report,
    team: Team,
    to: Folder,
    original: Original = False,
    reason: Reason = None,
    key: Key = None,
    url: Url = None,
) -> None:
    """Save a sealed copy of a report with its files, which opens with the team's key and `age`, without Heard."""
    with failures():
        access = access_of(team, key, url)
        typer.echo(f"Saved {asyncio.run(export(access, report, _checked(to), original=original, reason=reason))}")


def _checked(folder: Path) -> Path:
    if not folder.is_dir():
        raise CannotTryError("Give --to a folder that is there.")
    return folder
