"""A real mail server of a force, which keeps what it is given."""

from __future__ import annotations

import email
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from actions.delivery.targets.mail import MailServer, Post
from tests.actions.rabbit import free_port
from tests.certificates import make_certificate


class Letterbox:
    """Keeps every mail; refuses whoever is in `refused`."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.refused: set[str] = set()

    async def handle_RCPT(  # noqa: N802
        self, _server: object, _session: object, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """aiosmtpd's name for it."""
        if address in self.refused:
            return "550 no"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802
        """aiosmtpd's name for it."""
        self.mails.append(email.message_from_bytes(bytes(envelope.original_content or b"")))
        return "250 OK"


@dataclass
class Force:
    """The force's mail server."""

    letterbox: Letterbox
    post: Post


@contextmanager
def mail_server(folder: Path) -> Iterator[Force]:
    """The server, with a certificate in `folder`."""
    public, private = make_certificate(folder)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(public, private)
    letterbox = Letterbox()
    port = free_port()
    server = Controller(letterbox, hostname="127.0.0.1", port=port, tls_context=tls, require_starttls=True)
    server.start()
    trust = ssl.create_default_context(cafile=str(public))
    try:
        yield Force(letterbox, Post(MailServer("127.0.0.1", port, wrapped=False, trust=trust), "heard@force.example"))
    finally:
        server.stop()


def text_of(part: Message) -> str:
    """As it was written: on its way a mail's lines end with two characters."""
    sent = part.get_payload(decode=True)
    assert isinstance(sent, bytes)
    return sent.decode().replace("\r\n", "\n")
