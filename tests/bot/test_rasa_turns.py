"""The traps of Rasa 3.6, each through the real process."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.conftest import ActionServer
from tests.bot.rasa_process import Headers, RasaProcess
from wire.signing import CALLER, NONCE, SIGNATURE, TIME, Signer, bearer_of, signature_of

CANARY = "zephyrine quokka marmalade"
TURN = "/webhooks/heard/turn"
START = {"intent": "start_report"}
KIND = {"intent": "answer", "entities": {"report_kind": "spiking"}}
LAST = {"intent": "answer", "entities": {"what_happened": "sealed:abc"}}


def texts(answer: dict[str, Any]) -> list[str]:
    return [message["text"] for message in answer["messages"]]


def in_the_form(rasa: RasaProcess) -> dict[str, Any]:
    state = rasa.turn(choice=START)["state"]
    return rasa.turn(state, choice=KIND)["state"]


def test_a_question_is_answered_by_its_rule(rasa_process: RasaProcess) -> None:
    assert texts(rasa_process.turn(text="good morning")) == ["Hello."]


def test_a_response_keeps_its_buttons_and_custom_part_together(rasa_process: RasaProcess) -> None:
    (message,) = rasa_process.turn(choice=START)["messages"]
    assert message["buttons"] == [{"title": "Spiking", "payload": '/answer{"report_kind":"spiking"}'}]
    assert message["custom"] == {"expects": "choice", "label": "Kind"}


def test_a_form_goes_to_its_end_and_leaves_nothing(rasa_process: RasaProcess, action_server: ActionServer) -> None:
    answer = rasa_process.turn(in_the_form(rasa_process), choice=LAST)
    assert texts(answer) == ["Stored."]
    assert answer["state"] == {"slots": {}, "loop": None}


@pytest.mark.parametrize("status", [400, 401, 404, 500])
def test_sent_is_not_said_when_the_action_fails(
    rasa_process: RasaProcess, action_server: ActionServer, status: int
) -> None:
    state = in_the_form(rasa_process)
    action_server.status = status
    answer = rasa_process.turn(state, choice=LAST)
    assert answer == {"messages": [], "state": state, "failed": True}


def test_a_failed_turn_can_be_repeated(rasa_process: RasaProcess, action_server: ActionServer) -> None:
    state = in_the_form(rasa_process)
    action_server.status = 500
    failed = rasa_process.turn(state, choice=LAST)
    action_server.status = 200
    assert texts(rasa_process.turn(failed["state"], choice=LAST)) == ["Stored."]
    assert len(action_server.calls) == 2


@pytest.mark.parametrize(
    "alert", [("he has got a knife to my throat", "Call 999."), ("i want to die", "Call someone.")]
)
def test_a_form_does_not_swallow_an_emergency(rasa_process: RasaProcess, alert: tuple[str, str]) -> None:
    said, answered = alert
    for state in (None, rasa_process.turn(choice=START)["state"], in_the_form(rasa_process)):
        answer = rasa_process.turn(state, text=said)
        assert texts(answer) == [answered]
        assert answer["state"] == (state or {"slots": {}, "loop": None})


@pytest.mark.parametrize(
    "typed", ["/start_report", " /start_report", "//start_report", "\u2003/ \u2003/start_report", "\ufeff/start_report"]
)
def test_a_typed_slash_is_no_command(rasa_process: RasaProcess, typed: str) -> None:
    assert rasa_process.turn(text=typed)["state"]["loop"] is None


@pytest.mark.parametrize("typed", ["/restart", "/stop_report", '/answer{"report_kind":"spiking"}', "/session_start"])
def test_a_typed_slash_does_not_move_the_form(rasa_process: RasaProcess, typed: str) -> None:
    state = rasa_process.turn(choice=START)["state"]
    assert rasa_process.turn(state, text=typed)["state"] == state


def test_a_question_asked_within_the_form_is_answered_and_the_form_asks_again(rasa_process: RasaProcess) -> None:
    state = rasa_process.turn(choice=START)["state"]
    answer = rasa_process.turn(state, text="thanks a lot")
    assert texts(answer) == ["That is all right.", "What kind?"]
    assert answer["state"] == state


def test_an_answer_can_be_changed(rasa_process: RasaProcess) -> None:
    change = {"intent": "change", "entities": {"report_kind": None}}
    assert texts(rasa_process.turn(in_the_form(rasa_process), choice=change)) == ["What kind?"]


def test_two_people_share_nothing(rasa_process: RasaProcess) -> None:
    in_the_form(rasa_process)
    assert rasa_process.turn(text="hello")["state"] == {"slots": {}, "loop": None}


def test_the_hundredth_turn_carries_no_more_than_the_fifth(rasa_process: RasaProcess) -> None:
    state = in_the_form(rasa_process)
    fifth = rasa_process.turn(state, text="thank you")["state"]
    for _ in range(100):
        state = rasa_process.turn(state, text="thank you")["state"]
    assert state == fifth


@pytest.mark.parametrize("secret", ["", "wrong", "é"])
def test_nobody_but_the_gateway_gets_in(rasa_process: RasaProcess, secret: str) -> None:
    headers: Headers = {"Authorization": f"Bearer {secret}".encode("latin-1"), "Content-Type": "application/json"}
    assert rasa_process.call("POST", TURN, b'{"text": "hello"}', headers)[0] == 401


@pytest.mark.parametrize("changed", [CALLER, TIME, NONCE, SIGNATURE, "body"])
def test_a_turn_is_taken_only_as_it_was_signed(rasa_process: RasaProcess, changed: str) -> None:
    body = b'{"text": "hello"}'
    signed = dict(Signer(lambda: rasa_process.secret("rasa")).headers("POST", TURN, body))
    assert rasa_process.call("POST", TURN, body, signed)[0] == 200
    if changed == "body":
        body = b'{"text": "other"}'
    else:
        del signed[changed]
    assert rasa_process.call("POST", TURN, body, signed)[0] == 401


@pytest.mark.parametrize(
    "path", ["/webhooks/rest/webhook", "/conversations/default/tracker", "/status", "/model/parse", "/domain"]
)
def test_there_is_no_other_door(rasa_process: RasaProcess, path: str) -> None:
    assert rasa_process.post(path, {"sender": "default", "message": "hello"})[0] == 404
    assert rasa_process.call("GET", path)[0] == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"{", "body"),
        (b"[]", "body"),
        ({"state": "x"}, "body"),
        ({}, "text"),
        ({"text": 5}, "text"),
        ({"choice": {"intent": "restart"}}, "choice.intent"),
        ({"choice": {"intent": "answer", "entities": {"nobody": "x"}}}, "choice.entities"),
        ({"text": "hello", "state": {"slots": {"nobody": "x"}}}, "state.slots"),
        ({"text": "hello", "state": {"loop": "other_form"}}, "state.loop"),
    ],
)
def test_a_bad_turn_is_refused_by_the_field_s_name(rasa_process: RasaProcess, body: object, field: str) -> None:
    assert rasa_process.post(TURN, body) == (400, {"error": field})


def test_the_action_call_carries_slots_and_context_in_a_header_s_care(
    rasa_process: RasaProcess, action_server: ActionServer
) -> None:
    rasa_process.turn(in_the_form(rasa_process), choice=LAST)
    (call,) = action_server.calls
    assert call["tracker"]["slots"]["what_happened"] == "sealed:abc"
    assert call["tracker"]["latest_message"]["metadata"]["submission"] == "s"
    assert call["tracker"]["events"] == []
    assert call["domain"] == {}
    secret, given = rasa_process.secret("actions_rasa"), call["headers"]
    assert given[CALLER] == bearer_of(secret)
    assert given[SIGNATURE] == signature_of(secret, "POST", "/webhook", call["body"], given[TIME], given[NONCE])
    assert call["query"] == ""


def test_no_log_line_holds_what_was_said(rasa_process: RasaProcess, action_server: ActionServer) -> None:
    state = in_the_form(rasa_process)
    rasa_process.turn(text=CANARY)
    rasa_process.turn(state, text=CANARY)
    rasa_process.turn(text=f"/{CANARY}")
    rasa_process.post(TURN, f'{{"text": "{CANARY}"'.encode())
    rasa_process.post(TURN, {"choice": {"intent": CANARY}})
    rasa_process.post(TURN, {"text": "hello", "state": {"slots": {"report_kind": [CANARY]}}})
    action_server.status = 500
    rasa_process.turn(state, choice={"intent": "answer", "entities": {"what_happened": CANARY}})
    log = rasa_process.log()
    assert "turn failed: action_submit_report" in log
    assert not any(word in log for word in CANARY.split())
    assert rasa_process.secret("rasa") not in log
