"""Opens the mail server that the settings name, for whoever sends notices."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from actions.delivery.targets.mail import MailServer, Post
from actions.settings import SettingsError, Shared

SMTPS_PORT, SUBMISSION_PORT = 465, 587


def needed(value: str, name: str, what: str) -> str:
    """A setting without which a target cannot be used. Raises `SettingsError`."""
    if not value:
        raise SettingsError(f"Set {name}: data/delivery.yml names {what}.")
    return value


def open_post(settings: Shared) -> Post:
    """The mail server; nothing is connected yet. Raises `SettingsError`."""
    server = _mail_server(needed(settings.smtp_url, "HEARD_SMTP_URL", "an e-mail address"))
    return Post(server, needed(settings.smtp_from, "HEARD_SMTP_FROM", "an e-mail address"))


def _mail_server(url: str) -> MailServer:
    """smtps://USER:PASSWORD@HOST, or smtp:// for STARTTLS."""
    parts = urlsplit(url)
    wrapped = parts.scheme == "smtps"
    return MailServer(
        parts.hostname or "",
        parts.port or (SMTPS_PORT if wrapped else SUBMISSION_PORT),
        wrapped,
        unquote(parts.username) if parts.username else None,
        unquote(parts.password) if parts.password else None,
    )
