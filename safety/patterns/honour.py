"""Forced marriage and FGM that is near."""

from safety.pattern import Pattern

_AGAINST_WILL = (
    "not want|know|wanna|agree|choose|like",
    "no want|choice|say",
    "force|forced|forcing|made|make|making|must",
    "against my|her|his will",
    "have|has|having|got to marry|get",
    "taking|sending|send|take|taken|flying|bringing me|her|us|him|my",
    "been taken|sent|sold|promised|told|booked",
    "never met",
    "help|scared|stop|escape|run|hide|runaway",
    "i am 12|13|14|15|16|17",
    "found ticket|tickets|out",
    "booked my|our|her|a",
    "one way",
    "nobody|one asked|asks|told",
    "married off",
    "to be married",
)

PATTERNS = (
    Pattern(
        "forced_marriage_soon",
        "A marriage that is not wanted, with a date, a flight or a journey.",
        "they are forcing me to marry on Saturday",
        (
            "marry|married|marriage|wedding|engaged|engagement|nikah|shaadi|wed|bride",
        ),
        near=("SOON",),
        also_near=_AGAINST_WILL,
        reach=24,
    ),
    Pattern(
        "forced_marriage_in_progress",
        "Being forced to marry, in the present tense.",
        "my parents are forcing me to marry",
        (
            "IS . forcing|making me|her|him|us . . marry|get|be|go . married",
            "IS . being forced|made . to . marry|get|go|into",
            "being forced to|into . get? marry|married|marriage",
            "will force|make me|her|him|us . . marry|get|be",
            "want|wants|going to send me . . . . . marry|married",
            "married off .. tomorrow|tonight|morning|week|days|today|saturday|sunday|friday",
        ),
    ),
    Pattern(
        "fgm_soon",
        "FGM that is planned.",
        "they are going to cut my little sister this weekend",
        (
            "cut|cutting|fgm|cutter|circumcised|circumcise|circumcision|sunna|khatna|gudniin",
        ),
        near=("SOON",),
        also_near=(
            "sister|daughter|niece|baby|girl|me|cousin|granddaughter|i|aunty|auntie . to? be? . cut|done|fgm|circumcised",
            "to be cut|circumcised",
            "cut my|our|the . sister|daughter|niece|baby|girl|cousin",
            "my|her turn",
            "fgm done|on|to",
            "cutter",
            "taken|taking|take|flying|going . .. cut|cutting|fgm|circumcised",
        ),
        reach=16,
    ),
    Pattern(
        "fgm_coming",
        "Someone is about to be cut.",
        "my daughter is going to be cut",
        (
            "going|taken|taking|want|wants|planning|about|due to be cut|circumcised",
            "going|want|wants|planning|about to cut|circumcise my|our|her|the|me",
            "taking|take|taken|sending me|her|daughter|sister|us .. fgm|cutting|cutter",
            "the cutter is|comes|coming",
        ),
    ),
)
