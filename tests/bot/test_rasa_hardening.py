"""The traps of Rasa 3.6 that show inside the process."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest
import rasa.core.agent
import rasa.shared.core.events
import rasa.telemetry
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.hardening import WrongTrackerStore, harden_rasa, insist_on_turn_store
from bot.no_tensorflow import Absent
from bot.quiet_logs import PlaceOnly
from bot.remote_action import SlimRemoteAction
from bot.responses import LiteralResponses
from bot.settings import SettingError, read_settings
from bot.turns import TurnTrackerStore
from tests.bot.conftest import ASSISTANT


@pytest.fixture
def store() -> TurnTrackerStore:
    return TurnTrackerStore(Domain.from_file(str(ASSISTANT / "domain.yml")))


async def test_nothing_is_left_when_a_turn_ends(store: TurnTrackerStore) -> None:
    async with store.turn({"slots": {"report_kind": "spiking"}, "loop": "report_form"}) as turn_id:
        tracker = await store.retrieve(turn_id)
        assert tracker is not None
        assert tracker.active_loop_name == "report_form"
    assert await store.keys() == ()
    await store.save(tracker)
    assert await store.keys() == ()
    assert await store.retrieve(turn_id) is None


async def test_nothing_is_left_when_a_turn_fails(store: TurnTrackerStore) -> None:
    with pytest.raises(RuntimeError):
        async with store.turn(None):
            raise RuntimeError
    assert await store.keys() == ()


async def test_a_turn_s_state_comes_back_as_it_went(store: TurnTrackerStore) -> None:
    state = {"slots": {"report_kind": "spiking", "requested_slot": "what_happened"}, "loop": "report_form"}
    async with store.turn(state) as turn_id:
        assert store.state_of(turn_id) == state


async def test_an_agent_with_rasa_s_memory_store_is_refused(model: Path) -> None:
    # Rasa falls back to memory, with a warning only, when a store cannot be imported.
    broken = TrackerStore.create(EndpointConfig(type="bot.turns.NoSuchStore"))
    agent = rasa.core.agent.Agent.load(str(model), tracker_store=broken)
    with pytest.raises(WrongTrackerStore, match="InMemoryTrackerStore"):
        insist_on_turn_store(agent)


async def test_rasa_s_wrapper_that_keeps_trackers_after_an_error_is_taken_off(model: Path) -> None:
    agent = rasa.core.agent.Agent.load(str(model), tracker_store=TurnTrackerStore(None))
    insist_on_turn_store(agent)
    assert isinstance(agent.tracker_store, TurnTrackerStore)
    assert agent.processor is not None
    assert agent.processor.tracker_store is agent.tracker_store


async def test_an_action_has_less_than_the_gateway_s_eight_seconds() -> None:
    session = SlimRemoteAction.kept_session()
    assert session.timeout.total is not None
    assert session.timeout.total <= 5
    assert SlimRemoteAction.kept_session() is session
    await session.close()


def test_event_types_are_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    harden_rasa()
    walks: list[type] = []
    real = rasa.shared.utils.common.all_subclasses

    def counted(cls: type) -> list[type]:
        walks.append(cls)
        return real(cls)

    monkeypatch.setattr(rasa.shared.utils.common, "all_subclasses", counted)
    for _ in range(50):
        assert Event.resolve_by_type("slot") is SlotSet
    assert walks.count(Event) <= 1


def test_tensorflow_is_left_out_of_the_process() -> None:
    import tensorflow

    assert tensorflow.keras.Model is Absent
    assert not any(name.startswith("skops") for name in sys.modules)


def test_nothing_is_reported_to_rasa_s_makers() -> None:
    assert not rasa.telemetry.is_telemetry_enabled()


@pytest.mark.parametrize("level", ["DEBUG", "debug", "NOTSET", "everything"])
def test_a_log_level_that_prints_conversations_is_refused(tmp_path: Path, level: str) -> None:
    with pytest.raises(SettingError, match="HEARD_LOG_LEVEL"):
        read_settings(settings_in(tmp_path, HEARD_LOG_LEVEL=level))


def test_rasa_s_own_debug_switch_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="HEARD_LOG_LEVEL"):
        read_settings(settings_in(tmp_path, LOG_LEVEL="DEBUG"))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"HEARD_RASA_PORT": "x"}, "Set HEARD_RASA_PORT"),
        ({"HEARD_MODEL": "/no/such/model"}, "heard train"),
        ({"HEARD_HOME": "/no/such/home"}, "heard train"),
    ],
)
def test_a_bad_setting_is_answered_with_what_to_set(tmp_path: Path, changed: dict[str, str], says: str) -> None:
    with pytest.raises(SettingError, match=says):
        read_settings(settings_in(tmp_path, **changed))


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    environment = settings_in(tmp_path)
    (tmp_path / "secrets" / "rasa").write_text("short")
    with pytest.raises(SettingError, match="43 characters"):
        read_settings(environment)


def test_a_library_s_log_line_shows_the_place_and_not_the_message() -> None:
    record = logging.LogRecord("rasa.core", logging.ERROR, "processor.py", 7, "said %s", ("quokka",), None)
    assert PlaceOnly().format(record) == "ERROR rasa.core at processor:7"


def test_a_traceback_shows_its_kind_and_not_its_values() -> None:
    try:
        raise ValueError("quokka")
    except ValueError as error:
        exc_info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("heard.bot", logging.ERROR, "x.py", 7, "turn failed", (), exc_info)
    line = PlaceOnly().format(record)
    assert line.startswith("ERROR heard.bot turn failed [ValueError at test_")
    assert "quokka" not in line


def settings_in(home: Path, **changed: str) -> dict[str, str]:
    (home / "secrets").mkdir()
    (home / "models").mkdir()
    (home / "models" / "m.tar.gz").touch()
    for name in ("rasa", "actions_rasa"):
        (home / "secrets" / name).write_text("x" * 43)
    return {"HEARD_HOME": str(home), **changed}


async def test_an_answer_is_never_said_back(model: Path) -> None:
    endpoint = EndpointConfig(type="bot.responses.LiteralResponses")
    assert isinstance(rasa.core.agent.Agent.load(str(model), generator=endpoint).nlg, LiteralResponses)
    said = {"text": "You said {kind}.", "buttons": [{"payload": "/a{}"}]}
    responses = LiteralResponses(domain=Domain.from_dict({"responses": {"utter_x": [said]}}))
    tracker = DialogueStateTracker.from_events("x", [SlotSet("kind", "quokka")], [AnySlot("kind", [{}])])
    assert await responses.generate("utter_x", tracker, "heard", kind="quokka") == said
