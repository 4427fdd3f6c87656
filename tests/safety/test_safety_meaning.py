"""Now and then, figures of speech, denial and questions: pairs that differ in little and mean different things."""

import pytest

from safety import Finding, check

NOW_AND_THEN = [
    ("he hit me again tonight", "he used to hit me"),
    ("he strangled me an hour ago", "years ago he strangled me"),
    ("he is following me", "he was following me in 2019"),
    ("he has a knife", "he had a knife that time, in 2018"),
    ("he's going to kill me", "he said he would kill me when we were married"),
    (
        "someone put something in my drink and I feel dizzy",
        "someone put something in my drink when I was at university",
    ),
    ("I am locked in the bathroom", "I was locked in a bathroom by my first husband"),
    ("they are flying me out tonight to be married", "they flew me out to be married when I was 17"),
    ("I want to kill myself", "I tried to kill myself in 2011"),
    ("I'm cutting myself", "I used to cut myself as a teenager"),
]
FIGURES = [
    ("he is killing me", "this traffic is killing me"),
    ("he will kill me", "my mum will kill me for being late"),
    ("he is beating me", "he is beating me at cards"),
    ("someone is following me", "someone is following me on Instagram"),
    ("I want to end it all", "I want to end my subscription"),
    ("the house is on fire, he lit it", "there's a fire drill on Monday"),
    ("I'm dying, he stabbed me", "I'm dying to know"),
    ("he is shooting at us", "shoot me an email"),
    ("I can't go on", "I can't go on Tuesday"),
]
DENIALS = [
    ("I'm in danger", "I'm not in danger"),
    ("he is hitting me", "he isn't hitting me any more"),
    ("he has a knife", "he does not have a knife"),
    ("I am suicidal", "I'm not suicidal"),
    ("I want to hurt myself", "I would never hurt myself"),
    ("call the police", "I don't want to call the police"),
]
QUESTIONS = [
    ("someone is following me", "what should I do if someone is following me"),
    ("he strangled me tonight", "what is strangulation law?"),
    ("call 999", "when should I call 999?"),
    ("I've been spiked", "how do I know if I've been spiked?"),
    ("I'm being stalked and he's outside", "how do I report stalking?"),
    ("help me", "can you help me"),
    ("help", "how can I help my friend who is being abused"),
]


@pytest.mark.parametrize(("fires", "quiet"), NOW_AND_THEN + FIGURES + DENIALS + QUESTIONS)
def test_near_twins_are_told_apart(fires: str, quiet: str) -> None:
    assert check(fires).alert is not None
    assert check(quiet).alert is None


def test_a_denial_with_a_but_still_counts_as_self_harm() -> None:
    assert check("I don't want to kill myself but I can't see another way").self_harm


def test_the_past_does_not_hide_the_present_in_one_sentence() -> None:
    assert check("he used to just shout but now he has a knife to my throat").danger


def test_a_question_does_not_hide_the_present() -> None:
    assert check("what should I do he's got a knife").danger


def test_danger_wins_over_self_harm_and_both_are_kept() -> None:
    finding = check("he is hitting me and I want to die")
    assert finding.danger
    assert finding.self_harm
    assert finding.alert == "danger"


def test_nothing_found_is_no_alert() -> None:
    assert check("how do I get a non-molestation order") == Finding(danger=False, self_harm=False, reasons=())
    assert check("").alert is None


def test_writers_own_threats_count_as_danger() -> None:
    assert check("I'm going to stab my husband when he comes home").danger
