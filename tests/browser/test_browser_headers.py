"""What the page's headers keep out, as the browsers keep to them."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from tests.browser.browsers import BOTH
from tests.browser.elsewhere import BEFORE, Elsewhere

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

anywhere = pytest.mark.parametrize("browser_name", BOTH)

# Not in the test's own script, which the browser lets do more.
TRY = """what => new Promise(done => setTimeout(() => {
  try { %s } catch (refused) { /* as it should be */ }
  done(window.ran)
}))"""
STRANGERS = {
    "script": "document.body.append(Object.assign(document.createElement('script'), { textContent: what }))",
    "handler": "document.body.setAttribute('onclick', what); document.body.click()",
    "text": "Function(what)()",
}
MARKUP = """() => {
  try { document.body.innerHTML = '<p>Hello</p>' } catch (refused) { return refused.name }
  return 'taken'
}"""
TELL = "address => fetch(address, { mode: 'no-cors' }).then(() => 'told', refused => refused.name)"
FRAME = """address => new Promise(done => {
  const frame = document.createElement('iframe')
  addEventListener('securitypolicyviolation', event => done(event.effectiveDirective))
  frame.src = address
  document.body.append(frame)
})"""


@anywhere
@pytest.mark.parametrize("stranger", STRANGERS)
async def test_no_script_runs_that_is_not_ours(chat: Page, stranger: str) -> None:
    assert await chat.evaluate(TRY % STRANGERS[stranger], "window.ran = 1") is None


@anywhere
async def test_text_cannot_become_markup(chat: Page) -> None:
    assert await chat.evaluate(MARKUP) == "TypeError"


@anywhere
async def test_the_page_cannot_tell_anybody_else(chat: Page, elsewhere: Elsewhere) -> None:
    assert await chat.evaluate(TELL, "https://counter.example/") == "TypeError"
    assert await chat.evaluate(FRAME, "https://counter.example/") == "frame-src"
    assert elsewhere.asked == [BEFORE]
