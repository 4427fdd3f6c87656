"""A release to read: a page, or a table for a spreadsheet. The page needs no script and no picture."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

from actions.counting import Series
from actions.releases import Document, Published

HIDDEN = "fewer than 5, or not shown"
SERIES = {
    Series.ORDINARY: "All but what concerns Professional Standards alone",
    Series.RESERVED: "What concerns Professional Standards alone",
}
NOTES = (
    "Numbers are rounded to the nearest 5. Where fewer than 5 people are in a row, 0 too, no number is shown.",
    "Who is in such a row is left out of the other tables about the same reports, and of every total: otherwise the "
    "row could be worked out. So totals are sums of what is shown, and are lower than what was counted.",
    "A report can go to more than one team. A return is counted once, if it was in the same month.",
    "A month is published once. What comes in later is in no release.",
)


def csv_of(document: Document) -> str:
    """The release as comma-separated values, a line for each row of each table."""
    file = io.StringIO()
    lines = csv.writer(file, lineterminator="\n")
    lines.writerow(("month", "series", "table", "row", "title", "count"))
    for table in document.tables:
        for row in table.rows:
            count = "" if row.count is None else row.count
            lines.writerow((document.month, document.series, table.table, row.row, row.title, count))
    return file.getvalue()


def page_of(documents: Sequence[Document], style: str = "") -> str:
    """The releases as one page; `style` is the address of a style sheet."""
    sheet = f'<link rel="stylesheet" href="{escape(style)}">\n' if style else ""
    body = "".join(_section(each) for each in documents) or "<p>Nothing is published yet.</p>\n"
    notes = "".join(f"<li>{escape(note)}</li>\n" for note in NOTES)
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Heard: statistics</title>\n{sheet}</head>\n<body>\n<main>\n<h1>Statistics</h1>\n"
        f"{body}<h2>How to read this</h2>\n<ul>\n{notes}</ul>\n</main>\n</body>\n</html>\n"
    )


def _section(document: Document) -> str:
    tables = "".join(_table(each) for each in document.tables)
    title = f"{datetime.strptime(document.month, '%Y-%m'):%B %Y}. {SERIES[document.series]}"
    rate = "" if document.came_back is None else f"<p>Receipts used: about {document.came_back} in 100.</p>\n"
    return f"<h2>{escape(title)}</h2>\n{tables}{rate}"


def _table(table: Published) -> str:
    rows: Iterable[tuple[str, int | None]] = ((row.title, row.count) for row in table.rows)
    if table.total is not None:
        rows = (*rows, ("All shown", table.total))
    lines = "".join(
        f'<tr><th scope="row">{escape(title)}</th><td>{HIDDEN if count is None else count}</td></tr>\n'
        for title, count in rows
    )
    return (
        f"<table>\n<caption>{escape(table.title)}</caption>\n"
        '<thead><tr><th scope="col">Row</th><th scope="col">Number</th></tr></thead>\n'
        f"<tbody>\n{lines}</tbody>\n</table>\n"
    )
