"""`heard stats`: opens what was counted, with the key that only the service owner has, and publishes a month.

With --reserved the same of the reports that Professional Standards alone may know of, with the key of their lead.
Exit codes: 0 done, 1 the month cannot be published yet, 2 it could not be tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from actions.count_batches import BatchError, counts_of
from actions.counting import Series
from actions.database.engine import Sessions
from actions.disclosure import LEAST, totals
from actions.key_files import KeyringError, read_identity
from actions.keyring import STATISTICS
from actions.labels import load_labels
from actions.release_files import csv_of, page_of
from actions.releases import Document, NotOverError, document_of, publish, release_of
from actions.settings import SettingsError, read_settings
from actions.statistics_tables import Group, groups_of
from actions.times import utc_now
from content.campaign_codes import load_campaign_codes
from content.files import ContentError
from content.routing import load_routing
from gateway.form import load_questions
from heard.database import Database, DatabaseError, ask

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
T = TypeVar("T")

stats = typer.Typer(no_args_is_help=True, help="Show what was counted, and publish a month's statistics.")
MonthAsked = Annotated[str, typer.Argument(metavar="MONTH", help="For example 2026-11.")]
Reserved = Annotated[bool, typer.Option("--reserved", help="The reports to Professional Standards alone.")]
Key = Annotated[Path | None, typer.Option(help="The private key; HEARD_HOME/keys/statistics.key if not given.")]


class StatsError(Exception):
    """It cannot be done as it was asked for; the sentence says what to do."""


@stats.command()
def show(month: MonthAsked, reserved: Reserved = False, key: Key = None, database: Database = "") -> None:
    """Print the exact counts, small ones too. Do not pass them on."""
    with _failures():
        series = _series(month, reserved)
        identity = _identity(series, key)
        counts = ask(database, lambda sessions: counts_of(sessions, month, series, identity))
        found = totals(counts)
        typer.echo(f"Exact counts of {month}. Under {LEAST} they can point to one person: do not pass them on.")
        for table in (table for group in _groups(series) for table in group):
            typer.echo(f"\n{table.title}")
            for row, title in table.rows.items():
                typer.echo(f"  {title}: {found[table.name, row]}")
        typer.echo(f"\nSent, as the public site saw it: {found['form', 'sent']}")
        typer.echo(f"Sent by another way, or kept until they could be: {found['form', 'spooled']}")


@stats.command("publish")
def publish_month(
    month: MonthAsked,
    out: Annotated[Path | None, typer.Option(help="A folder to write the release into.", file_okay=False)] = None,
    reserved: Reserved = False,
    key: Key = None,
    database: Database = "",
) -> None:
    """Publish a month that is over. Done again, it gives the same release, whatever was counted since."""
    with _failures():
        series = _series(month, reserved)
        identity, groups = _identity(series, key), _groups(series)

        async def released(sessions: Sessions) -> Document:
            kept = await release_of(sessions, month, series)
            if kept is not None:
                return kept
            counts = await counts_of(sessions, month, series, identity)
            return await publish(sessions, document_of(month, series, groups, counts), utc_now())

        document = ask(database, released)
        for path in _written(out, document) if out else ():
            typer.echo(str(path))
        typer.echo(f"Published: {month}, {series}. SHA-256 {document.fingerprint}")


def _written(folder: Path, document: Document) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"json": document.text, "csv": csv_of(document), "html": page_of([document])}
    for kind, text in texts.items():
        path = folder / f"statistics-{document.month}-{document.series}.{kind}"
        path.write_text(text, encoding="utf-8")
        yield path


def _series(month: str, reserved: bool) -> Series:
    if not MONTH.fullmatch(month):
        raise StatsError("Write the month like 2026-11.")
    return Series.RESERVED if reserved else Series.ORDINARY


def _identity(series: Series, key: Path | None) -> str:
    return read_identity(key or read_settings().home / "keys" / f"{STATISTICS[series]}.key")


def _groups(series: Series) -> tuple[Group, ...]:
    content = read_settings().content
    routing = load_routing(content / "data" / "routing.yml")
    labels, questions = load_labels(content / "domain.yml"), load_questions(content / "domain.yml")
    campaigns = load_campaign_codes(content / "data" / "campaign-codes.yml").titles
    return groups_of(series, routing, labels, questions, campaigns)


@contextmanager
def _failures() -> Iterator[None]:
    """Says what went wrong in a sentence, and ends with its exit code."""
    try:
        yield
    except NotOverError as error:
        raise _failure(error, 1) from None
    except (BatchError, ContentError, DatabaseError, KeyringError, SettingsError, StatsError) as error:
        raise _failure(error, 2) from None
    except OSError as error:
        raise _failure(f"It cannot be written there ({type(error).__name__}).", 2) from None


def _failure(reason: object, code: int) -> typer.Exit:
    typer.echo(str(reason), err=True)
    return typer.Exit(code)
