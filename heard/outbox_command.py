"""`heard outbox`: what waits to be taken to the teams, what was given up, and trying that again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import typer
from aio_pika.exceptions import AMQPError

from actions.database.engine import Sessions
from actions.database.outbox_tables import OutboxItem
from actions.delivery.dead_letters import Standing, Which, dead_letters, replay, standings
from actions.delivery.posting import needed
from actions.delivery.targets.queue import declare
from actions.settings import SettingsError, read_settings
from actions.times import hour_text
from content.delivery import load_delivery
from content.files import ContentError
from content.routing import load_routing
from heard.database import Database, DatabaseError, ask

outbox = typer.Typer(no_args_is_help=True, help="See what waits to be taken to the teams, and what was given up.")
T = TypeVar("T")


@outbox.command("list")
def list_outbox(database: Database = "") -> None:
    """Count what has not arrived, by team and target, and name what was given up. 1 when anything was."""

    async def asked(sessions: Sessions) -> tuple[list[Standing], list[OutboxItem]]:
        return list(await standings(sessions)), list(await dead_letters(sessions))

    found, dead = _ask(database, asked)
    if not found:
        typer.echo("Nothing waits, and nothing was given up.")
    for each in found:
        typer.echo(f"{each.team} {each.target}: waiting {each.waiting}, given up {each.dead}")
        for item in dead:
            if (item.team, item.target) == (each.team, each.target) and item.dead is not None:
                typer.echo(f"  {item.id}  {item.kind}  {item.failure}  {hour_text(item.dead)}")
    raise typer.Exit(1 if dead else 0)


@outbox.command("replay")
def replay_dead(
    letter: Annotated[str | None, typer.Argument(help="One alone, as `heard outbox list` names it.")] = None,
    team: Annotated[str | None, typer.Option(help="Those of one team.")] = None,
    target: Annotated[str | None, typer.Option(help="Those of one target: queue, webhook, notice, email.")] = None,
    database: Database = "",
) -> None:
    """Try again what was given up. The action server does so within half a minute."""
    again = _ask(database, lambda sessions: replay(sessions, Which(team, target, letter)))
    typer.echo(f"To be tried again: {again}.")
    if letter is not None and not again:
        raise _failure("There is no such dead letter: `heard outbox list` names them.", 1)


@outbox.command()
def queues() -> None:
    """Make the queues that data/delivery.yml names: durable quorum queues. What is there already stays."""
    try:
        settings = read_settings()
        data = settings.content / "data"
        names = sorted(load_delivery(data / "delivery.yml", load_routing(data / "routing.yml").teams).queues().values())
        if names:
            asyncio.run(declare(needed(settings.amqp_url, "HEARD_AMQP_URL", "a queue"), names))
    except (SettingsError, ContentError) as error:
        raise _failure(error) from None
    except (AMQPError, OSError, TimeoutError) as error:
        kind = type(error).__name__
        raise _failure(
            f"The broker did not make them ({kind}): see whether HEARD_AMQP_URL may do so, and whether a queue of "
            "another kind has the name."
        ) from None
    typer.echo(f"Queues: {', '.join(names) or 'none named'}.")


def _ask(database: str, question: Callable[[Sessions], Awaitable[T]]) -> T:
    try:
        return ask(database, question)
    except DatabaseError as error:
        raise _failure(error) from None


def _failure(reason: object, code: int = 2) -> typer.Exit:
    typer.echo(str(reason), err=True)
    return typer.Exit(code)
