"""The two browsers, whole and as people have them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from typing import Any

from playwright.async_api import Browser, Playwright

CHROMIUM = os.environ.get("HEARD_CHROMIUM") or shutil.which("chromium")
FIREFOX = os.environ.get("HEARD_FIREFOX") or shutil.which("firefox-esr")
BOTH = ("chromium", "firefox")

# Playwright switches off what these tests are about.
AS_PEOPLE_HAVE_IT = ["--disable-back-forward-cache", "--disable-popup-blocking"]
NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
# Chromium builds its address bar's list as two pages for each window: a second of work that no test looks at.
ADDRESS_LIST = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
# What Playwright 1.64 switches off itself; of two such lists the browser takes the later one alone.
OFF_FOR_PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "DialMediaRouteProvider",
    "GlobalMediaControls",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "BlockOriginHeaderModificationOnRedirect",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "Translate",
    "AutoDeElevate",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
)
SWITCHED_OFF = f"--disable-features={','.join((*OFF_FOR_PLAYWRIGHT, *ADDRESS_LIST))}"
CHROMIUM_ARGS = ("--no-sandbox", NO_NETWORK, SWITCHED_OFF)

# Processes in advance, and more than one for the same site of the same profile: both for speed when many tabs are open.
# Sites are kept apart as ever.
FEWER_PROCESSES: Mapping[str, bool | int] = {
    "dom.ipc.processPrelaunch.enabled": False,
    "dom.ipc.processCount.webIsolated": 1,
    "browser.newtab.preload": False,
    "browser.sessionstore.interval": 1_500_000,  # milliseconds; tests of the session set their own, in a profile
}

TRUSTING: Mapping[str, Any] = {"ignore_https_errors": True}  # the tests sign their certificates themselves


def chromium_options(proxy: int, *more: str) -> Mapping[str, Any]:
    """What Playwright starts Debian's Chromium with; all but this machine is behind the port `proxy`."""
    assert CHROMIUM, "Install Chromium, or set HEARD_CHROMIUM to where it is."
    args = [*CHROMIUM_ARGS, *more]
    return {
        "executable_path": CHROMIUM,
        "args": args,
        "ignore_default_args": AS_PEOPLE_HAVE_IT,
        **_through(proxy, "http"),
    }


def firefox_options(proxy: int) -> Mapping[str, Any]:
    """What Playwright starts Debian's Firefox with: by this channel it speaks WebDriver BiDi to any Firefox.

    There the scheme of a proxy says what goes through it, not how it is spoken to.
    """
    assert FIREFOX, "Install Firefox ESR, or set HEARD_FIREFOX to where it is."
    return {"executable_path": FIREFOX, "channel": "moz-firefox", **_through(proxy, "https")}


async def launch(playwright: Playwright, name: str, proxy: int) -> Browser:
    """A browser with no profile to begin with."""
    if name == "firefox":
        return await playwright.firefox.launch(**firefox_options(proxy), firefox_user_prefs=dict(FEWER_PROCESSES))
    return await playwright.chromium.launch(**chromium_options(proxy))


def _through(proxy: int, scheme: str) -> Mapping[str, Any]:
    return {"proxy": {"server": f"{scheme}://127.0.0.1:{proxy}", "bypass": "127.0.0.1"}}
