"""Answers to what goes wrong at the sign-in: the same words whatever it was that was wrong."""

from __future__ import annotations

import math
from datetime import timedelta

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from staff.enrolment import NoSuchLinkError, PasswordError, WrongCodeError
from staff.own_page import OtherPageError
from staff.problems import problem
from staff.sign_in_account import TooManyTriesError, WrongError
from staff.sign_in_password import BusyError

WRONG = "That did not sign you in. Check the name, the password and the code. A code works once: wait for the next one."
WRONG_CODE = "That code is not right. Wait for the next one in the app, and type that."
NO_LINK = "This link does not work any more. Ask whoever sent it for a new one."
OTHER_PAGE = "This did not come from Heard's own page. Load the page again and sign in again."
BUSY = "Too many people are signing in at this moment. Try again in a minute."


@web.middleware
async def answer_sign_in_problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns what the sign-in and the setting up raise into problems."""
    try:
        return await handler(request)
    except WrongError:
        return _wrong()
    except TooManyTriesError as error:
        return _later(429, _wait_text(error.wait), error.wait)
    except BusyError:
        return _later(503, BUSY, timedelta(minutes=1))
    except NoSuchLinkError:
        return problem(404, NO_LINK)
    except WrongCodeError:
        return problem(400, WRONG_CODE, "code")
    except PasswordError as error:
        return problem(400, str(error), "password")
    except OtherPageError:
        return problem(403, OTHER_PAGE)


def _wrong() -> web.Response:
    response = problem(401, WRONG)
    response.headers[hdrs.WWW_AUTHENTICATE] = "Bearer"
    return response


def _later(status: int, detail: str, wait: timedelta) -> web.Response:
    response = problem(status, detail)
    response.headers[hdrs.RETRY_AFTER] = str(math.ceil(wait.total_seconds()))
    return response


def _wait_text(wait: timedelta) -> str:
    minutes = math.ceil(wait / timedelta(minutes=1))
    how_long = "a minute" if minutes == 1 else f"{minutes} minutes"
    return (
        f"Somebody has tried to sign in with this name and could not. Wait {how_long}, or use a device "
        "in which you have signed in before."
    )
