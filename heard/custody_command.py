"""`heard custody`: what stood in a team's copy before it gave the report away, for whoever has the recovery key."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError

from actions.casework.custody import Kept, taken_out
from actions.database.engine import open_database, sessions_of
from actions.locking import CannotUnlockError
from actions.report_key_store import ReportKeysError, open_report_keys, require_prepared
from actions.report_keys import ReportKeys
from actions.settings import Settings, SettingsError, read_settings
from actions.times import utc_now


def custody(
    report: Annotated[str, typer.Argument(help="The report's number, as the audit has it.")],
    to: Annotated[Path, typer.Option(help="A folder that is not there yet; the sealed files go into it.")],
) -> None:
    """Take out what is kept of a report that was handed over whole. It stays sealed, and that you took it is recorded.

    `age -d -i recovery.key FILE` opens each of them.
    """
    try:
        kept = asyncio.run(_taken_out(read_settings(), report))
    except (SettingsError, ReportKeysError) as error:
        raise _failure(error) from None
    except CannotUnlockError:
        raise _failure("Its keys are gone: it cannot be opened any more.") from None
    except (SQLAlchemyError, OSError) as error:
        raise _failure(f"The database cannot be used ({type(error).__name__}): set HEARD_HOME.") from None
    if not kept:
        raise _failure("Nothing is kept of such a report: it was not handed over whole, or its time is over.")
    for path in _written(kept, to):
        typer.echo(path)


async def _taken_out(settings: Settings, report: str) -> Sequence[Kept]:
    engine, keys = open_database(settings.database), open_report_keys(settings.report_keys)
    try:
        await require_prepared(keys)
        return await taken_out(sessions_of(engine), ReportKeys(sessions_of(keys), utc_now), report, utc_now())
    finally:
        await engine.dispose()
        await keys.dispose()


def _written(kept: Sequence[Kept], to: Path) -> list[Path]:
    try:
        to.mkdir(mode=0o700)
        paths = [to / f"{each.given_by} {each.part}.age".replace(" ", "-") for each in kept]
        for path, each in zip(paths, kept, strict=True):
            path.write_bytes(each.sealed.data)
    except OSError as error:
        raise _failure(f"{to} cannot be written ({type(error).__name__}): name a new folder.") from None
    return paths


def _failure(reason: object) -> typer.Exit:
    typer.echo(str(reason), err=True)
    return typer.Exit(1)
