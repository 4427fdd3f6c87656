"""What the action server publishes of itself, and that its answers keep to it under fire."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from hypothesis import HealthCheck, given, settings

from actions.schema import schema_of
from tests.actions.fuzzing import Case, Fuzz
from tests.actions.kit import CANARY, ROOT
from tests.actions.running import running_actions

COMMITTED = ROOT / "docs" / "actions-openapi.json"


async def test_the_schema_in_the_documents_is_the_one_that_is_published(stranger: TestClient[Any, Any]) -> None:
    answer = await stranger.get("/schema")
    assert answer.status == 200
    published = await answer.json()
    assert published == schema_of(stranger.app)
    assert json.loads(COMMITTED.read_text()) == published, "run `.venv/bin/heard schema > docs/actions-openapi.json`"


async def test_the_schema_names_for_each_route_its_caller_its_body_and_its_limit(
    stranger: TestClient[Any, Any],
) -> None:
    paths = schema_of(stranger.app)["paths"]
    for path, operations in paths.items():
        if path != "/healthz":
            operation = operations["post"]
            assert operation["x-heard-caller"] == ("rasa" if path == "/webhook" else "gateway")
            assert operation["x-heard-largest-body"] >= 1024
            assert "requestBody" in operation
            assert {"200", "400", "401", "403", "413", "415", "503"} <= set(operation["responses"])


@pytest.fixture(scope="module")
def fuzz(keys: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fuzz]:
    """A real action server that holds one report."""
    home = Path(shutil.copytree(keys, tmp_path_factory.mktemp("fuzz") / "home"))
    with running_actions(home) as server:
        fuzz = Fuzz(server, {})
        fuzz.store_some()
        yield fuzz


def test_no_call_that_fits_the_schema_or_nearly_is_an_error_of_ours_or_repeated(fuzz: Fuzz) -> None:
    @settings(max_examples=100, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(fuzz.cases())
    def fire(case: Case) -> None:
        fuzz.fire(case)

    fire()
    assert {200, 400, 401, 404, 409} <= set(fuzz.counts), "the calls did not reach far enough"
    assert {"/drafts/keep", "/receipts/change", "/spooled"} <= fuzz.done
    assert CANARY not in fuzz.server.log.read_text()
