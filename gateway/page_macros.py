"""The markup of GOV.UK Frontend's components, for our templates: `govuk.button({"text": "Send"})`."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader

PACKAGE = "govuk_frontend_jinja"
COMPONENTS = {
    "back_link": "BackLink",
    "button": "Button",
    "checkboxes": "Checkboxes",
    "details": "Details",
    "error_message": "ErrorMessage",
    "error_summary": "ErrorSummary",
    "fieldset": "Fieldset",
    "inset_text": "InsetText",
    "label": "Label",
    "phase_banner": "PhaseBanner",
    "skip_link": "SkipLink",
    "warning_text": "WarningText",
}


@cache
def govuk_macros() -> SimpleNamespace:
    """The macros by name. They count on options that are left out; ours must not, so they have a place of their own."""
    environment = Environment(
        loader=PrefixLoader({PACKAGE: PackageLoader(PACKAGE)}),
        undefined=ChainableUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return SimpleNamespace(**{name: _macro(environment, name, title) for name, title in COMPONENTS.items()})


def _macro(environment: Environment, name: str, title: str) -> object:
    template = environment.get_template(f"{PACKAGE}/components/{name.replace('_', '-')}/macro.html")
    return getattr(template.module, f"govuk{title}")
