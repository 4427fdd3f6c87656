"""E-mail to a team: a notice that says one thing, or the notice with the age file attached."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import localtime

from aiosmtplib import SMTP, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused

from actions.delivery.parcel import NotSentError, Parcel
from actions.keyring import Keyring
from actions.reports import FORMAT, written
from actions.sealing import Sealed, seal

SUBJECT = "Heard"
NOTICE_TEXT = "There is something new in your Heard inbox.\n"
SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class MailServer:
    """The force's mail server. `wrapped`: TLS from the first byte; if not, STARTTLS before anything else is said."""

    host: str
    port: int
    wrapped: bool
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    trust: ssl.SSLContext | None = field(default=None, repr=False)

    async def send(self, message: EmailMessage) -> None:
        """Returns once the server has taken the message. Raises `NotSentError` when surely it has not."""
        client = SMTP(
            hostname=self.host,
            port=self.port,
            username=self.user,
            password=self.password,
            use_tls=self.wrapped,
            start_tls=not self.wrapped,  # required: without it, connecting fails
            tls_context=self.trust or ssl.create_default_context(),
            timeout=SECONDS,
        )
        try:
            await client.connect()
        except (SMTPException, OSError) as error:
            raise NotSentError from error
        try:
            await client.send_message(message)
        except (SMTPRecipientsRefused, SMTPSenderRefused) as error:
            raise NotSentError from error
        finally:
            with suppress(SMTPException, OSError):
                await client.quit()


@dataclass(frozen=True, slots=True)
class Post:
    """A mail server, and who the mail comes from."""

    server: MailServer
    sender: str

    def message(self, to: str, message_id: str) -> EmailMessage:
        """The notice. The same for every team and every report but for its address, its id and the time of sending."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, to, SUBJECT
        message["Date"] = localtime()
        message["Message-ID"] = f"<{message_id}@{self.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(NOTICE_TEXT)
        return message


class SealedMail:
    """The notice with what belongs to it as an age file, for a team without the inbox's network."""

    def __init__(self, post: Post, addresses: Mapping[str, str], keys: Keyring) -> None:
        self._post = post
        self._addresses = addresses
        self._keys = keys

    def serves(self, team: str) -> bool:
        return team in self._addresses

    async def deliver(self, parcel: Parcel) -> None:
        message = self._post.message(self._addresses[parcel.team], parcel.id)
        for sealed in parcel.parts.values() or [self._taken_back(parcel)]:
            message.add_attachment(sealed.data, "application", "octet-stream", filename="heard.age")
        await self._post.server.send(message)

    def _taken_back(self, parcel: Parcel) -> Sealed:
        """Sealed too: a mail names no report to anybody on its way."""
        told = {"heard": FORMAT, "report": parcel.report_id, "part": parcel.kind.value}
        return seal(written(told), (self._keys.teams[parcel.team], self._keys.recovery))
