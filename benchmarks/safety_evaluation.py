"""How well danger is found: `make evaluate` writes docs/evaluation.md and .json.

HEARD_EVALUATION_SETS may name a folder of public sets with the columns text and label to measure false alarms on.
"""

from __future__ import annotations

import csv
import hashlib
import os
import random
import time
from collections import Counter
from collections.abc import Sequence
from functools import reduce
from pathlib import Path

import numpy as np

from benchmarks.danger_report import Report
from benchmarks.danger_scores import LAYERS, SAID, Memory, Shares, added, layers, measured, said, trained_on
from heard.danger_lines import is_trained_on, labelled, ordinary_examples, training_lines
from heard.danger_training import train_danger
from heard.settings import PROJECT, Settings
from safety.encoder import Encoder
from safety.model import Model, load_model
from safety.training import Line
from tests.safety.safety_set import EXAMINERS, LABELS, Share, examined_by, load
from tests.safety.safety_set import Line as SetLine
from tests.safety.test_safety_writing import misspelt

DATA = PROJECT / "data"
WRITERS = tuple(f"lines_{writer}" for writer in "abcdefghijklm")
UNSEEN = tuple(f"lines_{writer}" for writer in "dhklm")  # very different from each other; each takes a training
SEED = 20
UNSEEN_EXAMPLES = 1500
STORY_PARTS = 30
STORIES = 60
PUBLIC_SETS = ("self_harm_contrast", "out_of_scope", "hostile_to_bot")
ALARMS = "false alarms"


def main() -> None:
    """Takes about fifteen minutes on two cores."""
    settings = Settings()
    began = time.monotonic()
    path = train_danger(settings)
    seconds = time.monotonic() - began
    memory = Memory(Encoder(threads=2))
    model = Model(memory.vectors, load_model(path).parameters)
    report = Report()
    report.say(
        "# How well danger is found",
        "Made by `make evaluate`. Each cell: found of all, share, 95 % Wilson interval. `both`: either layer fires.",
        "Every line was written for this project or is public; no public set of such messages in the UK exists, so "
        "these numbers say how Heard does on lines that other people wrote, not what people in danger will write. "
        "All lines are also harder than conversation: half of them were written to be mistaken.",
    )
    for examiner in EXAMINERS:
        _examiner(report, model, examiner)
    held = _held()
    report.shares("Lines never trained on, by the writer of the patterns' examples", measured(model, held))
    _across_writers(report, memory, model)
    report.shares("Ordinary conversation: examples of the intents, not trained on", measured(model, _unseen_examples()))
    _public(report, model)
    _spelling(report, model, held)
    _stories(report, model, held)
    _kinds(report, model)
    _latency(report, path, held)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    size = f"{path.stat().st_size / 1e6:.1f} MB"
    trained = f"{seconds:.0f} s (0: it was there)"
    report.values("Model", {"file": path.name, "sha256": digest, "size": size, "training": trained, "seed": SEED})
    report.write(PROJECT / "docs", "evaluation")


def _examiner(report: Report, model: Model, examiner: str) -> None:
    lines = examined_by(examiner)
    groups = {
        "all": lines,
        "ordinary conversation": [line for line in lines if line.kind.startswith("ordinary_")],
        "only sounds like danger": [line for line in lines if line.kind.startswith("contrast_")],
    }
    for name, group in groups.items():
        title = f"Someone who had seen nothing of Heard ({examiner}.csv): {name}"
        report.shares(title, measured(model, _meant(group)))
    both = layers(model)["both"]
    found = {label: Counter(said(both(line.text)) for line in lines if line.label == label) for label in LABELS}
    rows = {label: [counts[name] for name in SAID] for label, counts in found.items() if counts}
    report.table(f"What was said to what ({examiner}.csv)", SAID, rows)
    missed = [row for row, line in enumerate(lines, start=1) if line.label != "neither" and not both(line.text).alert]
    report.values(f"Alerts missed by both layers ({examiner}.csv)", {"rows of the file": missed})


def _meant(lines: Sequence[SetLine]) -> list[Line]:
    return [Line(line.text, line.label in ("danger", "both"), line.label in ("self_harm", "both")) for line in lines]


def _held() -> list[Line]:
    """A few of these, such as "no", are examples of intents too: those trained on are left out."""
    trained = {line.text for line in training_lines(DATA)}
    return _meant([line for line in load() if line.half == "held" and line.text not in trained])


def _ordinary() -> list[Line]:
    return [line for line in training_lines(DATA) if line.ordinary]


def _across_writers(report: Report, memory: Memory, whole: Model) -> None:
    """Neither model nor patterns have seen a line of the writer measured. `whole`: the model of all lines."""
    develop = labelled(DATA / "safety" / "develop.csv")
    tables: list[dict[str, Shares]] = []
    missed: dict[str, list[int]] = {}
    for unseen in UNSEEN:
        seen = [line for name in WRITERS if name != unseen for line in labelled(DATA / "safety" / f"{name}.csv")]
        model = trained_on([*develop, *seen, *_ordinary()], memory)
        lines = labelled(DATA / "safety" / f"{unseen}.csv")
        tables.append(measured(model, lines))
        report.shares(f"A writer never seen: {unseen}.csv, trained on the others", tables[-1])
        missed[f"{unseen}.csv"] = _missed(model, lines)
    together: dict[str, Shares] = reduce(added, tables)
    report.shares("Writers never seen, together: the number to believe", together)
    missed["tests/safety/set/danger.csv"] = _missed(whole, _set_of_danger())
    report.values("Danger missed by both layers, by row of the file", missed)


def _set_of_danger() -> list[Line]:
    return labelled(PROJECT / "tests" / "safety" / "set" / "danger.csv")


def _missed(model: Model, lines: Sequence[Line]) -> list[int]:
    both = layers(model)["both"]
    return [row for row, line in enumerate(lines, start=1) if line.danger and not both(line.text).danger]


def _unseen_examples() -> list[Line]:
    found = [example for example in ordinary_examples(DATA) if not is_trained_on(example)]
    chosen = random.Random(SEED).sample(found, UNSEEN_EXAMPLES)
    return [Line(example, danger=False, self_harm=False) for example in chosen]


def _public(report: Report, model: Model) -> None:
    folder = os.environ.get("HEARD_EVALUATION_SETS")
    if folder is None:
        return
    report.say(
        "Public sets (CLINC150, HINT3, HWU64, XSTest, SAD, ConvAbuse): none of their lines is about an emergency, "
        "except that some hostile lines threaten."
    )
    tables = {}
    for name in PUBLIC_SETS:
        with (Path(folder) / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            lines = [Line(row["text"], danger=False, self_harm=False) for row in csv.DictReader(file)]
        tables[name] = measured(model, lines)[ALARMS]
    report.shares("False alarms on public sets", tables)


def _spelling(report: Report, model: Model, held: list[Line]) -> None:
    chance = random.Random(SEED)
    wrong = [line._replace(text=misspelt(line.text, chance)) for line in held]
    report.shares("One word in ten misspelt: the same lines as in the first table", measured(model, wrong))


def _stories(report: Report, model: Model, held: list[Line]) -> None:
    """Stories of about 2,000 characters out of ordinary examples that raise no alarm alone."""
    chance = random.Random(SEED)
    both = layers(model)["both"]
    quiet = [line.text for line in _unseen_examples() if both(line.text).alert is None]
    told = [chance.sample(quiet, STORY_PARTS) for _ in range(STORIES)]
    dangers = chance.sample([line for line in held if line.danger], STORIES)
    plain = [Line(". ".join(story), danger=False, self_harm=False) for story in told]
    buried = [
        Line(". ".join([*story[: STORY_PARTS // 2], danger.text, *story[STORY_PARTS // 2 :]]), True, False)
        for story, danger in zip(told, dangers, strict=True)
    ]
    report.shares("Long stories, half of them with one line of danger inside", measured(model, [*plain, *buried]))


def _kinds(report: Report, model: Model) -> None:
    """Held lines by their kind: for lines of neither the share that alarms."""
    judges = layers(model)
    table: dict[str, Shares] = {}
    lines = [line for line in load() if line.half == "held"]
    for label, kind in sorted({(line.label, line.kind) for line in lines}):
        texts = [line.text for line in lines if (line.label, line.kind) == (label, kind)]
        found = {layer: sum(judges[layer](text).alert is not None for text in texts) for layer in LAYERS}
        table[f"{label}: {kind}"] = {layer: Share(found[layer], len(texts)) for layer in LAYERS}
    report.shares("Any alert on the lines never trained on, by kind", table)


def _latency(report: Report, path: Path, held: list[Line]) -> None:
    model = load_model(path)
    measures = {}
    for name in LAYERS:
        judge = layers(model)[name]  # each anew: they remember what they were asked
        times = []
        for line in held[:300]:
            began = time.perf_counter()
            judge(line.text)
            times.append((time.perf_counter() - began) * 1000)
        middle, high = np.percentile(times, [50, 95])
        measures[name] = f"p50 {middle:.1f} ms, p95 {high:.1f} ms"
    report.values("Time for one message, one thread", measures)


if __name__ == "__main__":
    main()
