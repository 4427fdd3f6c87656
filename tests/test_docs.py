"""What the documents point at is there: every relative link with its heading, and every file that they name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gateway.settings import PROJECT

DOCS = (PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted((PROJECT / "docs").rglob("*.md")))
FOLDERS = [each for each in PROJECT.iterdir() if each.is_dir() and each.name[0] != "." and each.name != "node_modules"]
MADE = {  # what `make evaluate` and `make bench-nlu` write, and may not have written here yet
    PROJECT / name
    for source in (PROJECT / "benchmarks").glob("*.py")
    for name in re.findall(r"docs/evaluation[\w-]*\.md", source.read_text(encoding="utf-8"))
}
LINK = re.compile(r"\]\(([^)\s]+)\)")
ELSEWHERE = re.compile(r"[a-z]+:")  # https:, mailto:
SUFFIX = "csv|html|js|json|lock|md|py|scss|toml|yml"
# Not what lies in HEARD_HOME, which is made at a start.
NAMED = re.compile(rf"`((?!HEARD_HOME|keys/|secrets/)(?:[\w.-]+/)*(?:[\w.-]+\.(?:{SUFFIX})|[\w.-]+/))`")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
NOT_IN_HEADINGS = re.compile(r"[^\w\- ]")


def links(doc: Path) -> list[str]:
    """The links of `doc` that lead to files of ours."""
    return [link for link in LINK.findall(doc.read_text(encoding="utf-8")) if not ELSEWHERE.match(link)]


def leads_somewhere(doc: Path, link: str) -> bool:
    """Whether there is the file, and in it the heading, that `link` of `doc` names."""
    path, _, heading = link.partition("#")
    target = (doc.parent / path).resolve() if path else doc
    if not target.exists():
        return target in MADE
    return not heading or heading in headings(target)


def headings(doc: Path) -> set[str]:
    """How a link names each heading of `doc`."""
    found = HEADING.findall(doc.read_text(encoding="utf-8"))
    return {NOT_IN_HEADINGS.sub("", heading.lower()).replace(" ", "-") for heading in found}


def is_there(doc: Path, name: str) -> bool:
    """Whether `name` is a file or folder of ours, as seen from the root or from `doc`; without a path, anywhere."""
    if (PROJECT / name).exists() or (doc.parent / name).exists():
        return True
    return "/" not in name and any(any(folder.rglob(name)) for folder in FOLDERS)


@pytest.mark.parametrize("doc", DOCS, ids=lambda doc: str(doc.relative_to(PROJECT)))
def test_every_link_leads_somewhere(doc: Path) -> None:
    assert [link for link in links(doc) if not leads_somewhere(doc, link)] == []


@pytest.mark.parametrize("doc", DOCS, ids=lambda doc: str(doc.relative_to(PROJECT)))
def test_every_file_that_is_named_is_there(doc: Path) -> None:
    named = NAMED.findall(doc.read_text(encoding="utf-8"))
    assert [name for name in named if not is_there(doc, name)] == []


def test_the_documents_that_are_for_others_are_checked() -> None:
    assert {"threat-model.md", "dpia.md", "transparency-record.md"} <= {doc.name for doc in DOCS}
    assert all(links(PROJECT / "docs" / name) for name in ("dpia.md", "transparency-record.md"))
