"""A bare call for help."""

from safety.pattern import Pattern, Tense

PATTERNS = (
    Pattern(
        "help_now",
        "Asks for help or the police now.",
        "I need help now",
        (
            "need|want|get|send|please help now|urgently|quick|quickly|immediately|asap|fast|tonight|hurry",
            "need|want|send|get|call|ring|phone|fetch . . POLICE . . now|quick|quickly|here|asap|please|tonight|to|for|hurry|urgently|fast",
            "^ please? . call|ring|phone|send|get|fetch . . POLICE . . !if|when|about|on|or",
            "please call|ring|phone|send|get|fetch . . POLICE",
            "POLICE now|please|quick|here|asap|quickly|hurry",
            "need . . POLICE $",
            "need . . POLICE to|at|here|now|please",
            "^ please? send|get . someone|somebody|anyone|help|POLICE",
            "send|get . help|someone|somebody|anyone|police .. now|quick|here|please|house|round|to",
            "please send|get . someone|somebody|anyone|help|officers|POLICE",
            "come|cum quick|quickly|now|fast|hurry",
            "please come|hurry",
            "hurry up? . . please|he|she|they",
            "save me|us|her",
            "< please? stop him|her|them please? >",
            "someone|somebody|anyone please? help|save",
            "help me|us|her . HE|he|please|someone|now",
            "help|helpme . . . ANYONE|HE is",
            "help please? . . ANYONE is|has|got|will|going",
            "help me . . . . KILL|HURT|HURTING",
            "sos",
            "this is . . emergency",
            "is an? emergency",
            "crying|screaming|calling|shouting|begging|word|whispering . . help",
            "press|pressed|pressing 55",
            "palm thumb? fist",
            "palm . fist",
            "need|want . . officer|police|someone|somebody|saving|rescuing|ambulance right|now|asap|away|immediately|straight",
            "need saving|rescuing",
            "can|could|will|would you|someone|somebody|anyone please? call|ring|phone|send|get . . POLICE|officer|officers|ambulance|help",
            "can|could you|someone|somebody please? get|send . officer|officers|police|someone . . here|now|round|to|house",
            "call|ring|phone|get|send 999|police|ambulance for|to me|us|my|her",
            "begging you",
            "im|i am begging",
            "POLICE come|now|please|hurry",
            "^ POLICE POLICE",
            "send somebody|someone|anyone|help|officers . .",
            "POLICE here|now|to my|the|now|please",
            "please send . . car|police|officers|someone|help|ambulance",
            "send . . car|officers|unit|police|squad . to|here|now|please|round|>",
            "send . POLICE to|here|now|please|round",
            "want . POLICE here|now|please|to|here",
            "need|want . ambulance|paramedic|paramedics|medic",
            "please please|hurry",
        ),
    ),
)

# A message made only of these words, with at least one of CALL, is a call for help. Whole message only: as part of
# an ordinary sentence ("help with housing") they say nothing.
CALL = (
    "help helpme hlp sos mayday 999 112 55 police ambulance emergency danger rescue hurry "
    "quick quickly urgent urgently hiding"
).split()
FILLER = (
    "please me us now save i we is am are need in an a the to this it for send call get ring phone come someone somebody "
    "anybody anyone him her he she they here my right oh god omg scared frightened terrified so really very at once "
    "immediate immediately asap them quietly pls and again be have fast up sir madam im real"
).split()
