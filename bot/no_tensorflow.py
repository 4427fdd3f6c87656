"""Keeps TensorFlow out of the process.

Rasa imports it for components that our pipeline does not use; it costs each start five seconds and 250 MB. In its
place stands a module whose every name is `Absent`, which can be inherited from and used as a decorator or an
annotation, as Rasa's classes do when they are defined, and nothing else.
"""

from __future__ import annotations

import importlib.abc
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import FunctionType, ModuleType
from typing import Any

LEFT_OUT = ("tensorflow", "tensorflow_addons", "keras")


class _AbsentType(type):
    """Makes a class whose missing attributes are `Absent`."""

    def __getattr__(cls, name: str) -> type[Absent]:
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent

    def __call__(cls, *arguments: Any, **named: Any) -> Any:
        decorated = arguments[0] if arguments and isinstance(arguments[0], FunctionType) else None
        return decorated or Absent

    def __getitem__(cls, _: Any) -> type[Absent]:
        return Absent


class Absent(metaclass=_AbsentType):
    """Whatever TensorFlow would have put here."""


class _AbsentModule(ModuleType):
    def __getattr__(self, name: str) -> type[Absent]:
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> ModuleSpec | None:
        left_out = name.split(".")[0] in LEFT_OUT
        return ModuleSpec(name, self, is_package=True) if left_out else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = _AbsentModule(spec.name)
        module.__path__ = []  # its submodules are absent too
        return module

    def exec_module(self, module: ModuleType) -> None:
        pass


def leave_tensorflow_out() -> None:
    """From now on importing TensorFlow gives the stand-in."""
    sys.meta_path.insert(0, _Finder())
