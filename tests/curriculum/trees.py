"""A small course that uses everything the compiler knows, and a question kind of the tests' own."""

from lms.curriculum.compile import read_course
from lms.curriculum.kinds import Flaw

COURSE = """title = "Small"
summary = "A course for the compiler."

[[module]]
id = "one"
folder = "1-one"
title = "One"

[certificate]
quizzes = ["final"]
valid_months = 12
"""

LESSON = """+++
id = "begin"
title = "Beginning"
minutes = 5
seed = ["A1"]

[[objective]]
id = "say"
text = "Say it."
level = "remember"
+++
The muscle begins at the spine [atlas]. See the lesser trochanter.

## Where

:::figure bone
The *bone*.
:::

:::claim only
:::

:::caution Stop
A beat means: come off.
:::

:::steps
1. Look.
2. Wait.
:::

:::cautions red
:::

:::red-flags all
:::

:::check beat
:::

More in [the end](lesson:end), [its test](quiz:final) and [the figure](figure:bone).[^1]

[^1]: A footnote [atlas].
"""

END = """+++
id = "end"
title = "End"
minutes = 5
requires = ["begin-check"]

[[objective]]
id = "show"
text = "Show it."
level = "apply"
+++
The end.
"""

SOURCES = """[[source]]
id = "atlas"
citation = "An atlas, p. 1."
address = "https://atlas.example/1"

[[source]]
id = "blog"
citation = "A blog."
weak = true
"""

CLAIMS = """[[claim]]
id = "only"
said = "The only one."
statement = "One of several."
finding = "There are others."
badge = "T"
sources = ["atlas", "blog"]
"""

GLOSSARY = """[[term]]
id = "lesser-trochanter"
term = "Lesser trochanter"
say = "troh-KAN-ter"
meaning = "Where it ends."
also = ["lesser trochanters"]
"""

CAUTIONS = """[[caution]]
id = "aneurysm"
item = "A widening pulse"
light = "red"
action = "No work."
why = "It may rupture."
sources = ["atlas"]

[[red_flag]]
id = "numb"
sign = "Numb saddle"
band = "emergency"
sources = ["atlas"]
confirm = true
"""

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" role="img">
<title>A bone</title>
<desc>A long bone.</desc>
<defs><marker id="bone-tip" viewBox="0 0 4 4"><path class="f-go-head" d="M0 0 4 2 0 4z"/></marker></defs>
<g class="f-bone"><path d="M0 0H10" marker-end="url(#bone-tip)"/></g>
<text x="1" y="2" class="f-text">Bone &amp; skin</text>
</svg>
"""

BANK = """[[family]]
id = "beat"
kind = "plain"
critical = true
lesson = "begin"
objective = "say"
tags = ["one"]
sources = ["atlas"]

[[family.variant]]
id = "a"
ask = "A beat?"
figure = "bone"
missed = "you pressed on"
answer = "off"

[[family.variant]]
id = "b"
ask = "A pulse?"
missed = "you pressed on"
answer = "off"

[[family.variant]]
id = "c"
ask = "It beats?"
missed = "you pressed on"
answer = "off"

[[family]]
id = "ends"
kind = "plain"
lesson = "end"
objective = "show"
tags = ["one"]

[[family.variant]]
id = "a"
ask = "Where?"
answer = "thigh"

[[family.variant]]
id = "b"
ask = "Where does it end?"
option = [
  { text = "thigh", sources = ["atlas"] },
]
answer = "thigh"
"""

CHECK = """id = "begin-check"
title = "Check"
purpose = "check"
lesson = "begin"
pass_mark = 70
feedback = "at-once"
draw = [ { family = "beat" } ]
"""

FINAL = """id = "final"
title = "Final"
purpose = "exam"
pass_mark = 80
attempts = 3
wait_hours = 24
feedback = "after-pass"
draw = [
  { tag = "one", critical = "each" },
  { tag = "one", count = 1 },
]
"""


class PlainKind:
    """A question with a key and nothing else."""

    name = "plain"

    def read(self, fields):
        """The answer; a wrong type and an unknown field are errors, no answer at all is one of the family."""
        flaws = [
            Flaw((name,), f"unknown field {name}")
            for name in fields.keys() - {"answer", "option", "strict", "feedback"}
        ]
        if not isinstance(fields.get("answer"), str) or not fields["answer"]:
            flaws.append(Flaw(("answer",), "has no right answer", "Write answer = …"))
        if fields.get("feedback") == "":
            flaws.append(Flaw(("feedback",), "has no feedback", level="advice"))
        if fields.get("strict") == "odd":
            flaws.append(Flaw(("strict",), "strict is odd"))
        return {"answer": fields.get("answer")}, flaws


KINDS = {"plain": PlainKind()}


class Steps:
    """A sort of rehearsal of the tests' own: a figure to look at, and anything else is a flaw."""

    name = "simulation"
    folder = "simulations"

    def read(self, fields, known):
        flaws = [Flaw((name,), f"knows no {name}") for name in fields if name != "look"]
        if "look" in fields and fields["look"] not in known.figures:
            flaws.append(Flaw(("look",), f"there is no figure {fields['look']}"))
        return fields, flaws

    def explain(self, body):
        return (f"looks at {body.get('look', 'nothing')}",)


SORTS = {"simulation": Steps()}


def small_tree(**changes):
    """The small course; `changes` by key of its files, None takes one away."""
    tree = {
        "course.toml": COURSE,
        "sources.toml": SOURCES,
        "claims.toml": CLAIMS,
        "glossary.toml": GLOSSARY,
        "cautions.toml": CAUTIONS,
        "questions/bank.toml": BANK,
        "figures/bone.svg": SVG,
        "figures/bone.md": "A bone from left to right.\n",
        "1-one/1-begin.md": LESSON,
        "1-one/2-end.md": END,
        "1-one/begin.quiz.toml": CHECK,
        "1-one/test.quiz.toml": FINAL,
    }
    return {path: text for path, text in {**tree, **changes}.items() if text is not None}


def changed(path, before, after):
    """The small course with one text replaced in one file, which must hold it."""
    tree = small_tree()
    assert before in tree[path]
    return {**tree, path: tree[path].replace(before, after, 1)}


def outcome(tree, **options):
    """What compiling the tree gives."""
    return read_course("small", tree, KINDS, SORTS, **options).outcome


def told(tree, **options):
    """All problems, as text."""
    return [str(problem) for problem in outcome(tree, **options).problems]


def document(tree=None):
    """The document of a tree that has no errors."""
    compiled = outcome(small_tree() if tree is None else tree)
    assert compiled.document, compiled.problems
    return compiled.document
