"""The screens for whoever comes back with a receipt, and how a person gets there."""

from __future__ import annotations

import base64

import pyrage
from playwright.async_api import FilePayload, Page, expect

from gateway.receipts import Receipt
from tests.attachments import files
from tests.browser.site import Site
from tests.gateway.actions_double import STATEMENT

WORDS = "abstract ability able about above absent absorb access acoustic"


async def receipt(page: Page, site: Site) -> None:
    await page.goto(site.url + "/receipt")


async def unknown_receipt(page: Page, site: Site) -> None:
    await receipt(page, site)
    await _show(page, "one two")
    await expect(page.get_by_role("alert")).to_be_visible()


async def opened_receipt(page: Page, site: Site) -> None:
    recipient = pyrage.x25519.Recipient.from_str(Receipt(WORDS).recipient)
    reply = base64.b64encode(pyrage.encrypt(b"Thank you for telling us.\nCall 101.", [recipient])).decode()
    replies = [{"at": "2026-11-26T09:00:00Z", "sealed": reply}]
    site.actions.reports[Receipt(WORDS).lookup] = {
        "status": "received", "received": "2026-11-25T12:00:00Z", "replies": replies
    }  # fmt: skip
    await receipt(page, site)
    await _show(page, WORDS)
    await page.get_by_role("heading", name="Your report", exact=True).wait_for()


async def added(page: Page, site: Site) -> None:
    await opened_receipt(page, site)
    await page.get_by_label("What you want to add").fill("The car was red.")
    await page.get_by_role("button", name="Add it", exact=True).click()
    await page.get_by_role("heading", name="Added to your report").wait_for()


async def file_looked_at(page: Page, site: Site) -> None:
    await opened_receipt(page, site)
    photo: FilePayload = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": files.photo()}
    await page.get_by_label("Your file").set_input_files(photo)
    await page.get_by_role("button", name="Look at it first").click()
    await page.get_by_role("heading", name="What is in your file").wait_for()


async def file_sent(page: Page, site: Site) -> None:
    await file_looked_at(page, site)
    await page.get_by_role("button", name="Send it", exact=True).click()
    await page.get_by_role("heading", name="Added to your report").wait_for()


async def file_refused(page: Page, site: Site) -> None:
    await opened_receipt(page, site)
    await page.get_by_role("button", name="Look at it first").click()
    await expect(page.get_by_role("alert")).to_be_visible()


async def nothing_added(page: Page, site: Site) -> None:
    await opened_receipt(page, site)
    await page.get_by_role("button", name="Add it", exact=True).click()
    await expect(page.get_by_role("alert")).to_be_visible()


async def asked_to_withdraw(page: Page, site: Site) -> None:
    await opened_receipt(page, site)
    await page.get_by_role("button", name="Withdraw my report").click()
    await page.get_by_role("heading", name="Take your report back").wait_for()


async def withdrawn(page: Page, site: Site) -> None:
    await asked_to_withdraw(page, site)
    await page.get_by_role("button", name="Take my report back").click()
    await page.get_by_role("heading", name="You took your report back").wait_for()


async def checked_note(page: Page, site: Site) -> None:
    await page.goto(site.url + "/check")
    await page.get_by_label("The note").fill(STATEMENT)
    await page.get_by_role("button", name="Check it").click()
    await page.get_by_role("heading", name="This note is real").wait_for()


async def _show(page: Page, words: str) -> None:
    await page.get_by_label("Your receipt words").fill(words)
    await page.get_by_role("button", name="Show my report").click()
