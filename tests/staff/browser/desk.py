"""What a member of a team does at the page, and what their browser asks the server for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pyotp
from playwright.async_api import ConsoleMessage, Error, Page, Request, expect

from staff.accounts import NewAccount, add
from staff.who import Role
from tests.staff.kit import Staffroom
from tests.staff.people_kit import HALF_A_MINUTE, PASSWORD, begun


@dataclass
class Seen:
    """Every request with its body and headers, and what the page said of itself."""

    requests: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def add(self, request: Request) -> None:
        """Remembers a request."""
        self.requests.append(f"{request.method} {request.url} {request.headers} {request.post_data or ''}")

    def hear(self, message: ConsoleMessage) -> None:
        """Remembers complaints; that an answer was 4xx is none."""
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.said.append(message.text)

    def fail(self, error: Error) -> None:
        """Remembers an error that the page did not catch."""
        self.said.append(error.message)

    @property
    def whole(self) -> str:
        """All that left the browser."""
        return "\n".join(self.requests)


@dataclass
class Desk:
    """One member at one browser."""

    room: Staffroom
    page: Page
    seen: Seen
    name: str = ""
    app: pyotp.TOTP | None = None

    async def link(self, name: str, role: Role, team: str | None) -> str:
        """What `heard staff add` prints."""
        made = await add(self.room.office.sessions, NewAccount(name, name.title(), role, team), self.room.clock())
        return f"{self.room.url}/enrol#{made.token}"

    async def enrols(self, name: str, role: Role, team: str | None) -> None:
        """Sets an account up with its link."""
        self.name = name
        await self.page.goto(await self.link(name, role, team))
        await self.page.get_by_label("Choose a password").fill(PASSWORD)
        await self.page.get_by_label("The password again").fill(PASSWORD)
        await self.press("Continue")
        await self.headed("Add this account to your authenticator app")
        secret = await self.page.locator("dd code").inner_text()
        self.app = pyotp.TOTP(re.sub(r"\s", "", secret))
        await self.page.get_by_label("Code", exact=True).fill(self.app.at(self.room.clock.now))
        await self.press("Finish")
        await self.headed("Sign in")

    async def signs_in(self) -> None:
        """Signs in with the next code."""
        assert self.app is not None
        self.room.clock.move(HALF_A_MINUTE)
        await self.page.get_by_label("Account name").fill(self.name)
        await self.page.get_by_label("Password").fill(PASSWORD)
        await self.page.get_by_label("Code", exact=True).fill(self.app.at(self.room.clock.now))
        await self.press("Sign in")
        await expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    async def starts(self, name: str = "mira", role: Role = Role.MEMBER, team: str | None = "daisu") -> None:
        """Comes to the page signed in, with an account that was set up before: by the API, which is quicker."""
        token = (await self.link(name, role, team)).partition("#")[2]
        self.name, self.app = name, await begun(self.room.client, token)
        confirmed = {"token": token, "code": self.app.at(self.room.clock.now)}
        assert (await self.room.client.post("/api/enrol/confirm", json=confirmed)).status == 204
        self.room.clock.move(HALF_A_MINUTE)
        given = {"account": name, "password": PASSWORD, "code": self.app.at(self.room.clock.now)}
        answer = await self.page.context.request.post(f"{self.room.url}/api/session", data=given)
        assert answer.status == 200
        await self.page.clock.set_system_time(self.room.clock.now)
        await self.page.goto(self.room.url)
        await expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    async def chooses_key(self, file: Path | None = None, passphrase: str = "") -> None:
        """Picks the team's key, or another file."""
        await self.headed("Choose your team’s key")
        await self.page.get_by_label("Your team’s key file").set_input_files(file or self.room.key_file("daisu"))
        await self.page.get_by_label("Passphrase of the file").fill(passphrase)
        await self.press("Use this key")

    async def opens(self, report: str, team: str = "daisu", state: str = "") -> None:
        """Opens a report from the list of new ones, or of another `state`, with the team's key."""
        if state:
            await self.follow(state)
        await self.page.get_by_role("link", name=report[:8]).click()
        await self.chooses_key(self.room.key_file(team))
        await self.headed(f"Report {report[:8]}")

    async def saves(self, button: str, folder: Path) -> tuple[str, bytes]:
        """What pressing a button has the browser save: its name, and what is in it."""
        async with self.page.expect_download() as download:
            await self.press(button)
        saved = await download.value
        await saved.save_as(folder / saved.suggested_filename)
        return saved.suggested_filename, (folder / saved.suggested_filename).read_bytes()

    async def goes(self, address: str) -> None:
        """Writes an address after the #."""
        await self.page.evaluate("address => { location.hash = address }", address)

    async def press(self, button: str) -> None:
        """Presses a button."""
        await self.page.get_by_role("button", name=button, exact=True).click()

    async def follow(self, link: str) -> None:
        """Follows a link."""
        await self.page.get_by_role("link", name=link, exact=True).click()

    async def headed(self, heading: str) -> None:
        """The view with this heading is there, and the heading has the focus."""
        await expect(self.page.get_by_role("heading", level=1, name=heading, exact=True)).to_be_focused()

    async def told(self, words: str) -> None:
        """The page says so."""
        await expect(self.page.get_by_text(words)).to_be_visible()
