"""Drink or needle spiking, and its symptoms."""

from safety.pattern import Pattern, Tense

PATTERNS = (
    Pattern(
        "spiked",
        "Someone has been spiked, with no sign that it was long ago.",
        "I think I've been spiked",
        (
            "has|have|is|i been|got|getting . spiked|drugged|injected|needled|jabbed",
            "think . . . . spiked|drugged",
            "spiked my|her|his|our|me|us|him",
            "drink|drinks|vape . was|is|been|were|has . . spiked|drugged|tampered",
            "drink|drinks spiked",
            "spiked .. help|now|tonight",
            "just put|slipped|dropped .. in|into .. drink|glass|pint|tea",
            "putting|slipping|dropping something|pills|powder|drugs . in|into .. drink|glass|pint",
            "has|have put|slipped|dropped something|pills|powder|drugs . in|into .. drink|glass",
            "< been spiked",
            "he|man|someone|they drugged me|her|us|him",
            "friend|mate|she|he|girl|sister has|is gone floppy|limp|grey",
            "ANYONE|lad|man|guy leading|carrying|taking|helping . her|girl|friend outside|out|away|off|home|upstairs",
        ),
    ),
    Pattern(
        "spiking_symptoms",
        "Something in a drink, or a scratch or needle, and feeling ill now.",
        "he put something in my drink and I'm so sleepy",
        (
            "put|slipped|dropped|was|is something|anything|stuff|summat|pill|powder|drugs . . in|into .. drink|drinks|glass|tea",
            "something|stuff|summat in . my|the|her|his drink|drinks|glass|vape",
            "sharp|scratch|needle|injected|pricked|prick|jab scratch|on|in|my|with|mark|pain",
            "drink he|they|someone|she gave|bought|made me",
            "one|two|1|2|single drink|drinks|glass",
            "spiked",
            "vape|edible|gummy .. he|they|someone gave",
            "bought|gave|got|poured|made me|us|her . . . drink|drinks|glass|wine|shot",
            "one|two|single|1 . wine|beer|pint|gin|vodka|drink|cocktail|shot",
            "prick|pricked|scratch|scratched|jabbed|stung with|on|by|in",
            "drink|drinks|pint|cocktail|wine|vape tasted|tastes|smelled|smells|looked|looks|was|seems . salty|funny|weird|odd|strange|bitter|off|cloudy|fizzy|blue|chemical",
            "needle|syringe|prick|scratch . went|in|on|going .. arm|leg|back|numb|thigh",
            "after her|my|his|the|one drink",
            "not speak|talk|walk|stand . properly .. drink|drinks|club|bar|bloke|man|lad",
        ),
        near=("SYMPTOM",),
        reach=16,
    ),
    Pattern(
        "collapsed",
        "Passed out or cannot move after drink or drugs, now.",
        "my friend is passed out and a man is trying to take her",
        (
            "is|are|has passed|passing out",
            "keep|keeps blacking|passing|falling out|in|asleep",
            "not feel my|her legs|arms|body|face",
            "not move|feel my|her . legs|arms|body|properly",
            "not stand up|$",
            "friend|she|girl|mate|sister is . unconscious|unresponsive|collapsed",
            "everything is spinning|blurry|going",
        ),
        tense=Tense.NOT_PAST,
    ),
)
