"""E-mail addresses, also when "at" and "dot" are spelled, and names on social media."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_PROVIDERS = (
    "gmail|googlemail|hotmail|outlook|yahoo|ymail|icloud|live|msn|aol|btinternet|sky|virginmedia|protonmail|proton|me|mac"
    "|talktalk|ntlworld|o2|tiscali|gmx|mail|tutanota"
)
_ENDINGS = "com|co|uk|org|net|gov|ac|nhs|edu|info|io|me|eu|ie|de|fr|pl|ro|biz|school|sch|police|example|test|invalid"
_AT = r"(?:@| ?[(\[{<] ?at ?[)\]}>] ?)"
_DOT = rf"(?:\.(?=\w)| ?\. ?(?=(?:{_ENDINGS})(?!\w))| ?[(\[{{] ?dot ?[)\]}}] ?| +dot +)"
_PART = r"[\w+'-]+"
_LOCAL = rf"{_PART}(?:(?:\.| ?[(\[{{]dot[)\]}}] ?| dot | underscore | dash |_|\.){_PART})*"
_EMAIL = re.compile(rf"(?i)(?<![\w@]){_LOCAL} ?{_AT} ?[\w-]+(?:{_DOT}[a-z][\w-]*)+")
_NO_ENDING = re.compile(rf"(?i)(?<![\w@]){_LOCAL} ?{_AT} ?(?:{_PROVIDERS})(?!\w)")
_SPELLED = re.compile(rf"(?i)(?<![\w@]){_LOCAL} at [\w-]+(?:{_DOT}(?:{_ENDINGS}))+(?!\w)")
_PROVIDER = re.compile(rf"(?i)(?<![\w@]){_LOCAL} at (?:gmail|googlemail|hotmail|outlook|yahoo|icloud|btinternet)(?!\w)")
_QUOTED = re.compile(r"(?i)\"[^\"\n]{1,60}\"@[\w-]+(?:\.[\w-]+)+")

_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z_][\w.]{2,29}(?<!\.)")
_SOCIAL = r"(?:insta(?:gram)?|ig|snap(?:chat)?|tik ?tok|twitter|facebook|fb|telegram|discord|linkedin|onlyfans|threads)"
_SAID_HANDLE = re.compile(
    rf"(?i)\b(?:my |on ){_SOCIAL}(?: (?:user ?name|handle|name|account|profile|tag))?"
    r"(?: is| ?:| as| called| under|,? i'?m)+ *(?P<handle>@?[\w.]{3,30})"
)
_SHORT_HANDLE = re.compile(rf"(?i)\b{_SOCIAL} ?: ?(?P<handle>@?[\w.]{{3,30}})")
_USER_NAME = re.compile(r"(?i)\bmy (?:user ?name|handle|gamertag|screen name)(?: is|:) *(?P<handle>@?[\w.]{3,30})")
_PROFILE = re.compile(
    r"(?i)(?:https?://)?(?:www\.)?(?:facebook|instagram|tiktok|twitter|x|linkedin|snapchat|t)\.(?:com|me)/[\w@./?=&-]{2,}"
)


def emails(text: str) -> Iterator[Span]:
    """E-mail addresses."""
    for pattern in (_QUOTED, _EMAIL, _NO_ENDING, _SPELLED, _PROVIDER):
        for match in pattern.finditer(text):
            yield match.span()


def handles(text: str) -> Iterator[Span]:
    """Names and pages on social media."""
    for pattern in (_PROFILE, _HANDLE):
        for match in pattern.finditer(text):
            yield match.span()
    for pattern in (_SAID_HANDLE, _SHORT_HANDLE, _USER_NAME):
        for match in pattern.finditer(text):
            yield match.span("handle")
