"""Undoes the ways letters are written: width, look-alikes, accents, invisible marks, emoji, markup, spacing."""

import re
import sys
import unicodedata

LONGEST = 20_000

_INVISIBLE = dict.fromkeys(
    [
        *(0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0xFEFF),
        *(*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)),
        *(*range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xE0000, 0xE0080)),
    ]
)
_ACCENTS = {code: None for code in range(0x300, min(sys.maxunicode, 0x20D0)) if unicodedata.combining(chr(code))}
_QUOTES = {ord(mark): "'" for mark in "’‘ʼ`´′＇"}
_PICTURES = {
    ord(picture): f" {word} "
    for pictures, word in (
        ("🔪🗡⚔🪓", "knife"),
        ("🔫", "gun"),
        ("🆘", "sos"),
        ("🚨🚓👮🚔", "police"),
        ("🔥", "fire"),
        ("🩸", "bleeding"),
        ("✋🖐🤚", "palm"),
        ("👍", "thumb"),
        ("✊👊", "fist"),
    )
    for picture in pictures
}
_SMALL_CAPITALS = str.maketrans("ᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡᴢ", "abcdeghijklmnoprtuvwz")
_LETTERS = {ord("ł"): "l", ord("ø"): "o", ord("đ"): "d", ord("ı"): "i", ord("ß"): "ss", ord("æ"): "ae"}
_MARKS = {**_INVISIBLE, **_ACCENTS, **_QUOTES, **_PICTURES, **_LETTERS, **_SMALL_CAPITALS}
_LOOKALIKES = str.maketrans("аеорсухіјһԁѕвкмнтԛԝгзпɡαεικνορτυχηωβ", "aeopcyxijhdsbkmhtqwr3ngaeikvoptuxnwb")

_TAG = re.compile(r"<[^<>\n]{0,60}>")
_LETTER_BY_LETTER = re.compile(r"(?<![^\W_])[^\W_](?:[ .\-_*,/]{1,3}[^\W_]){2,}(?![^\W_])")
# Vowel signs of Indian scripts are no letters to `re`, and yet part of the word.
_LETTERS_OF_A_WORD = r"(?:[^\W_]|[\u0900-\u0963\u0966-\u0DFF])+"
_WORD = re.compile(rf"[@$]?{_LETTERS_OF_A_WORD}(?:['@$*!|€]+{_LETTERS_OF_A_WORD})*[@$]*|@|[.?!;\n\u0964]")
_TWO_SPACES = re.compile(r"[^\w]{2,}")


def plain(text: str) -> str:
    """Small letters, without accents, invisible marks or markup; emoji as words; at most LONGEST characters.

    A longer message keeps its beginning and its end.
    """
    text = both_ends(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if not text.isascii():
        text = text.translate(_PICTURES)
        text = unicodedata.normalize("NFKD", text.lower()).translate(_MARKS)
        text = unicodedata.normalize("NFC", text)
    return text.lower().replace("`", "'")


def both_ends(text: str) -> str:
    """At most LONGEST characters of a text."""
    return text if len(text) <= LONGEST else text[: LONGEST // 2] + "\n" + text[-LONGEST // 2 :]


def tokens(text: str) -> list[str]:
    """Words and sentence marks of text that `plain` has seen. Letters standing alone in a row come as one word."""
    text = _LETTER_BY_LETTER.sub(_join_letters, text)
    found = _WORD.findall(text)
    return found if text.isascii() else _latin(found)


def _join_letters(match: re.Match[str]) -> str:
    """`h e l p` -> `help`; a wider space between words is kept."""
    return " ".join(re.sub(r"[^\w]|_", "", word) for word in _TWO_SPACES.split(match.group()))


def _latin(found: list[str]) -> list[str]:
    """Look-alike letters become Latin ones when most words are Latin, or a word mixes alphabets."""
    words = [word for word in found if word[0].isalpha()]
    latin = sum(word.isascii() for word in words) * 2 > len(words) or any(map(_mixes_alphabets, words))
    return [_unmask(word) if latin and not word.isascii() else word for word in found]


def _mixes_alphabets(word: str) -> bool:
    return (
        not word.isascii() and any(letter.isascii() and letter.isalpha() for letter in word) and _unmask(word).isascii()
    )


def _unmask(word: str) -> str:
    seen = word.translate(_LOOKALIKES)
    return seen if seen.isascii() else word
