"""`heard check`: everything about the content that can be validated without starting anything."""

from __future__ import annotations

from pathlib import Path

import typer

from content.check import check, notes
from heard.campaign_codes import codes_of_danger
from heard.said_by_text import answers_fit


def run_check(root: Path) -> int:
    """Prints every problem of the content below `root`, and what the force must still confirm.

    Returns the exit code: 1 when there are problems.
    """
    problems = [*check(root, answers_fit), *codes_of_danger(root)]
    for note in notes(root):
        typer.echo(f"To confirm: {note}", err=True)
    for problem in problems:
        typer.echo(str(problem), err=True)
    if not problems:
        typer.echo("All content is valid.")
        return 0
    typer.echo(f"{len(problems)} problem{'s' if len(problems) > 1 else ''}.", err=True)
    return 1
