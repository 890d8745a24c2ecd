"""How long a large course takes to compile: 200 lessons, 2,000 questions. `python -m bench.compile_course`."""

import statistics
import sys
import time

from lms.core import cache
from lms.curriculum.compile import read_course
from lms.questions.kinds import KINDS

LESSONS, QUESTIONS, RUNS = 200, 2000, 5
LESSONS_OF_A_MODULE, WORDS = 20, 600
BANK = "questions/0.toml"
FILLER = "The muscle runs down beside the spine and crosses the rim of the pelvis on its way to the thigh. "

MODULE = '\n[[module]]\nid = "module-{0}"\nfolder = "{0}-module"\ntitle = "Module {0}"\n'
TERM = '[[term]]\nid = "term-{0}"\nterm = "term {0}"\nmeaning = "A word."\n'
CLAIM = '[[claim]]\nid = "claim-{0}"\nstatement = "So it is."\nbadge = "E"\nsources = ["source-{0}"]\n'
LESSON = """+++
id = "lesson-{0}"
title = "Lesson {0}"
minutes = 12

[[objective]]
id = "objective-{0}"
text = "Do what lesson {0} says."
level = "apply"
+++
A word of the glossary, term {0}, and a source [source-{0}].

{1}

## What is known

:::claim claim-{0}
:::

:::caution Stop
A beat under your fingers means: come off [source-{0}].
:::

| What | Where |
|---|---|
| One | *Here* |

:::check family-{0}
:::
"""
CHECK = """id = "check-{0}"
title = "Check {0}"
purpose = "check"
lesson = "lesson-{0}"
pass_mark = 70
feedback = "at-once"
draw = [ {{ lesson = "lesson-{0}", count = 5 }} ]
"""
FAMILY = """
[[family]]
id = "family-{0}"
kind = "choice"
lesson = "lesson-{1}"
objective = "objective-{1}"
tags = ["module-{1}"]
sources = ["source-{1}"]
"""
VARIANT = """
[[family.variant]]
id = "{1}"
ask = "Question {0}, wording {1}: a strong, wide beat lifts your fingers. What do you do?"
option = [
  {{ text = "Stop and come off slowly, then arrange medical advice", right = true, feedback = "Yes, it is the rule." }},
  {{ text = "Press beside it and go on", feedback = "No: an artery lies under your hand." }},
  {{ text = "Press a little harder to be sure", feedback = "No: you would press on the artery itself." }},
  {{ text = "Wait until it stops", feedback = "No: it is a vessel, it will not stop." }},
]
"""


def large_tree(lessons: int = LESSONS, questions: int = QUESTIONS) -> dict[str, str]:
    """The files of a course with this many lessons, and this many questions in two variants each."""
    numbers, modules = range(lessons), range(-(-lessons // LESSONS_OF_A_MODULE))
    each = questions // lessons
    tree = {
        "course.toml": 'title = "Large"\nsummary = "For the bench."\nstandard = "safety"\n'
        + "".join(MODULE.format(number) for number in modules),
        "sources.toml": "".join(f'[[source]]\nid = "source-{n}"\ncitation = "Source {n}."\n' for n in numbers),
        "glossary.toml": "".join(TERM.format(number) for number in numbers),
        "claims.toml": "".join(CLAIM.format(number) for number in numbers),
    }
    text = FILLER * (WORDS // len(FILLER.split()))
    for number in numbers:
        folder = f"{number // LESSONS_OF_A_MODULE}-module"
        tree[f"{folder}/{number}-lesson.md"] = LESSON.format(number, text)
        tree[f"{folder}/{number}.quiz.toml"] = CHECK.format(number)
        families = [number + lessons * turn for turn in range(each)]
        tree[f"questions/{number}.toml"] = "".join(
            FAMILY.format(uid, number) + VARIANT.format(uid, "a") + VARIANT.format(uid, "b") for uid in families
        )
    return tree


def main() -> int:
    """Print the figures."""
    tree = large_tree()
    anew, outcome = _times(lambda _run: (cache.clear(), tree)[1])
    changed, _outcome = _times(lambda run: {**tree, BANK: f"{tree[BANK]}\n# {run}\n"})
    size = sum(map(len, tree.values())) / 1e6
    print(f"{LESSONS} lessons, {QUESTIONS:,} questions in two wordings each, {size:.1f} MB in {len(tree)} files:")
    print(f"  compiled in {statistics.median(anew):.2f} s (median of {RUNS}), slowest {max(anew):.2f} s")
    print(f"  after a change of one file in {statistics.median(changed):.2f} s")
    print(f"  {len(outcome.problems)} problems")
    return 1 if outcome.problems else 0


def _times(tree_of):
    """How long each run takes, and what the last one comes to."""
    times = []
    for run in range(RUNS):
        tree = tree_of(run)
        start = time.perf_counter()
        outcome = read_course("large", tree, KINDS).outcome
        times.append(time.perf_counter() - start)
    return times, outcome


if __name__ == "__main__":
    sys.exit(main())
