"""The trained model for tests: of the committed lines, made once for each state of them."""

from __future__ import annotations

from functools import cache

from heard.danger_training import train_danger, train_language_model
from heard.settings import PROJECT, Settings
from safety.any_language import AnyLanguage
from safety.crosslingual import Judge
from safety.languages import LanguageModel, load_languages
from safety.model import Checker, Model, load_model
from safety.multilingual import MultilingualEncoder


@cache
def trained_model() -> Model:
    return load_model(train_danger(Settings(home=PROJECT / ".heard")))


@cache
def trained_languages() -> LanguageModel:
    return load_languages(train_language_model(Settings(home=PROJECT / ".heard")))


@cache
def trained_judge() -> Judge:
    known = trained_languages().parameters.meaning
    assert known is not None
    return Judge(MultilingualEncoder().vectors, known)


def trained_check() -> AnyLanguage:
    """The whole check, as the gateway has it."""
    return AnyLanguage(Checker(trained_model().finding), trained_languages(), trained_judge().finding)
