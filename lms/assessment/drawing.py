"""Draw the questions of an attempt: families by the quiz's lines, and of each a least-asked variant. Plain values."""

from collections.abc import Mapping, Sequence
from random import Random

from lms.curriculum.document import Draw, Family, Quiz, Variant

Seen = Mapping[tuple[str, str], int]  # how often each variant (family, variant) was asked


def draw(quiz: Quiz, families: Sequence[Family], rng: Random) -> tuple[Family, ...]:
    """The families of one attempt, in random order and without repeats; fewer than asked for if too few fit."""
    return tuple(family for family, _section in draw_sections(quiz, families, rng))


def draw_sections(quiz: Quiz, families: Sequence[Family], rng: Random) -> tuple[tuple[Family, str], ...]:
    """The same, each with its section. Sections stay in order; within each, the order is random.

    Families named by the quiz are drawn first, then each critical one of a line, then the counts.
    """
    drawn: dict[str, tuple[Family, str]] = {}
    for line in sorted(quiz.draw, key=_turn):
        fitting = [family for family in families if family.id not in drawn and _fits(line, family)]
        if _turn(line) == _COUNT:
            fitting = rng.sample(fitting, min(line.count, len(fitting)))
        drawn.update({family.id: (family, line.section) for family in fitting})
    picked = list(drawn.values())
    rng.shuffle(picked)
    sections = list(dict.fromkeys(line.section for line in quiz.draw))
    return tuple(sorted(picked, key=lambda each: sections.index(each[1])))


_COUNT = 2


def _turn(line: Draw) -> int:
    return 0 if line.family else 1 if line.critical else _COUNT


def _fits(line: Draw, family: Family) -> bool:
    if line.family:
        return family.id == line.family
    tagged = not line.tag or line.tag in family.tags
    taught = not line.lesson or line.lesson == family.lesson
    return tagged and taught and (family.critical or not line.critical)


def pick(family: Family, seen: Seen, rng: Random, avoid: str = "") -> Variant:
    """A variant that was asked least often so far, other than `avoid` if there is another."""
    others = [variant for variant in family.variants if variant.id != avoid] or list(family.variants)
    fewest = min(seen.get((family.id, variant.id), 0) for variant in others)
    return rng.choice([variant for variant in others if seen.get((family.id, variant.id), 0) == fewest])
