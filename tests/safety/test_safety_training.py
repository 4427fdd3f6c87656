"""What a training leaves behind, through its own process, and the work that it shares out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from heard.danger_training import danger_model_for, train_danger
from heard.settings import PROJECT, Settings
from heard.training_process import TrainingError
from safety.encoder import Encoder
from safety.multilingual import MultilingualEncoder
from safety.side_by_side import each_done

SAID = ["he is outside with a knife", "what does the law say", "ratunku", "he has locked me in"] * 20
LINES_TAUGHT = 250


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Some of the lines of ours: few, so that training takes seconds."""
    safety, nlu = tmp_path / "content" / "data" / "safety", tmp_path / "content" / "data" / "nlu"
    safety.mkdir(parents=True)
    nlu.mkdir()
    ours = (PROJECT / "data" / "safety" / "lines_d.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (safety / "lines_d.csv").write_text("".join(ours[: LINES_TAUGHT + 1]), encoding="utf-8")
    (safety / "serious_examples.txt").write_text("")
    examples = "".join(f"    - what can you tell me about number {at}\n" for at in range(60))
    (nlu / "ask.yml").write_text(f"nlu:\n- intent: ask\n  examples: |\n{examples}")
    return tmp_path / "content"


def test_the_same_lines_give_the_same_bytes(tmp_path: Path, content: Path) -> None:
    homes = [Settings(home=tmp_path / name, content=content) for name in ("first", "second")]
    assert train_danger(homes[0]).read_bytes() == train_danger(homes[1]).read_bytes()


def test_a_training_that_fails_says_so_and_leaves_no_model(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, content=tmp_path / "none")
    with pytest.raises(TrainingError, match="Run `heard check`"):
        train_danger(settings)
    assert not danger_model_for(settings).exists()
    assert [*(tmp_path / "models").iterdir()] == []


@pytest.mark.parametrize("encoder", [Encoder, MultilingualEncoder])
def test_vectors_are_the_same_however_many_threads_compute_them(
    encoder: type[Encoder] | type[MultilingualEncoder],
) -> None:
    assert np.array_equal(encoder(threads=2).vectors(SAID), encoder().vectors(SAID))


@pytest.mark.parametrize("threads", [1, 3])
def test_work_that_is_shared_out_is_done_whole_and_its_failure_is_heard(threads: int) -> None:
    done: list[int] = []
    each_done(done.append, range(50), threads)
    assert sorted(done) == [*range(50)]
    with pytest.raises(ZeroDivisionError):
        each_done(lambda piece: done.append(1 // piece), range(50), threads)
