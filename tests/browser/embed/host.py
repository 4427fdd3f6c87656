"""A page of the force with our chat in it, at another address of the same site."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from playwright.async_api import BrowserContext, FrameLocator, Page, expect

from tests.browser.elsewhere import BEFORE, HARMLESS, PATIENCE, Elsewhere
from tests.browser.site import Site
from tests.browser.steps import SECRET_WORDS, is_gone, the_visit_has_left_no_entry

FORCE = "https://www.force.example"
CHAT = "https://chat.force.example"
# As strict as a policy can be, and what docs/embedding.md asks for.
POLICY = (
    f"default-src 'none'; img-src data:; script-src {CHAT}; frame-src {CHAT}; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
LOADER = f'<script src="{CHAT}/embed.js" async></script>'
LINK = f'<p><a href="{CHAT}/">Help and advice: open the chat</a></p>'
PAGE = f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>Get help</title>
<link rel="icon" href="data:,">
</head>
<body>
<header><a href="#main">Skip to main content</a></header>
<main id="main"><h1>Get help</h1><p>You can ask about it here.</p>
{LINK}
{LOADER}
</main>
<footer><p>We run this site.</p></footer>
</body>
</html>
"""
# A page that is asked something by the test counts as clicked: it must tell by itself.
TELL = """
addEventListener('load', () => console.log('loaded', location.origin))
addEventListener('keydown', () => console.log('active', navigator.userActivation.hasBeenActive, location.origin), true)
addEventListener('message', event => setTimeout(() => console.log('heard', event.data, 'at', location.origin)))
addEventListener('securitypolicyviolation', event => console.log('violation', event.violatedDirective))
"""
FOCUS_FRAME = "if (self === top) addEventListener('load', () => document.querySelector('iframe').focus())"


@dataclass
class Host:
    """`said` is what the pages told; `scripts` run in each page and frame before its own. `force`: whose page it is."""

    new_context: Callable[..., Awaitable[BrowserContext]]
    site: Site
    elsewhere: Elsewhere
    force: str = FORCE
    said: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=lambda: [TELL])

    async def open(self, waiting_for: str = f"loaded {CHAT}", **profile: object) -> Page:
        """The force's page, coming from another one, when a page has told `waiting_for`."""
        context = await self.new_context(**profile)
        context.set_default_timeout(PATIENCE * 1000)
        page = await context.new_page()
        page.on("console", lambda message: self.said.append(message.text))
        for script in self.scripts:
            await page.add_init_script(script)
        await page.goto(BEFORE)
        async with page.expect_console_message(lambda message: message.text == waiting_for):
            await page.goto(f"{self.force}/")
        return page

    async def has_left_nothing(self, page: Page) -> None:
        """The harmless page is there, it was told nothing, and nothing of the visit is left anywhere."""
        await is_gone(page)
        assert set(self.elsewhere.referers) == {None}
        assert set(self.elsewhere.asked) == {BEFORE, f"{self.force}/", HARMLESS}
        assert len(page.context.pages) == 1
        await the_visit_has_left_no_entry(page)


def frame_of(page: Page) -> FrameLocator:
    """Our page in the force's."""
    return page.frame_locator("iframe")


async def chat_in(frame: FrameLocator) -> None:
    """Begins a chat in the frame, by clicks, and writes."""
    await frame.get_by_role("button", name="Start", exact=True).click()
    await frame.get_by_label("Your message").fill(SECRET_WORDS)
    await frame.get_by_role("button", name="Send").click()
    await expect(frame.locator("#log > .us")).to_have_count(2)
