"""Word groups, spellings and the words of a bare call, from word_lists/*.txt."""

from safety.blocks import Block, lines, read

_VERB_FORMS = ("HURT", "HURTS", "HURTING", "HURT_PAST", "HURT_DONE")


def _entries(block: Block) -> tuple[str, ...]:
    return tuple(entry.strip() for entry in " ".join(block.lines).split(",") if entry.strip())


def _groups() -> dict[str, tuple[str, ...]]:
    verbs = [line.split() for line in lines("word_lists/violence_verbs.txt")]
    groups = {form: tuple(verb[column] for verb in verbs) for column, form in enumerate(_VERB_FORMS)}
    for block in read("word_lists/groups.txt"):
        groups[block.name] = (*groups.get(block.name, ()), *_entries(block))
    return groups


def _spellings() -> dict[str, tuple[str, ...]]:
    pairs = (line.split(" = ") for line in lines("word_lists/spellings.txt"))
    return {spelling.strip(): tuple(words.split()) for spelling, words in pairs}


GROUPS = _groups()
SPELLINGS = _spellings()
REAL_WORDS = frozenset(word for line in lines("word_lists/real_words.txt") for word in line.split())
CALL, FILLER = (_entries(block) for block in read("word_lists/bare_call.txt"))
