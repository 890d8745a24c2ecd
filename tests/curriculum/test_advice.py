"""Advice, notes, and what a standard makes of them."""

import pytest

from tests.curriculum.trees import (
    BANK,
    CAUTIONS,
    CLAIMS,
    COURSE,
    END,
    GLOSSARY,
    LESSON,
    SOURCES,
    SVG,
    changed,
    outcome,
    small_tree,
)

ADVICE = [
    ({"1-one/2-end.md": END.replace("[[objective]]\nid = \"show\"\ntext = \"Show it.\"\nlevel = \"apply\"\n", ""),
      "questions/bank.toml": BANK.replace('objective = "show"\n', "")},
     "1-one/2-end.md:2: the lesson has no learning objective"),
    ({"claims.toml": CLAIMS.replace('sources = ["atlas", "blog"]', ""),
      "sources.toml": SOURCES[: SOURCES.index("[[", 9)]},
     'claims.toml:1: claim "only" has no source'),
    ({"claims.toml": CLAIMS + CLAIMS.replace('"only"', '"other"')},
     'claims.toml:8: claim "other" is not shown anywhere'),
    ({"figures/skin.svg": SVG.replace("bone-", "skin-"),
      "figures/skin.md": "Skin."}, 'figures/skin.svg:1: figure "skin" is not shown anywhere'),
    ({"questions/bank.toml": BANK.replace('answer = "thigh"', 'answer = "thigh"\nfeedback = ""', 1)},
     'questions/bank.toml:40: family "ends", variant "a": has no feedback'),
    ({"questions/bank.toml": BANK[: BANK.index('[[family.variant]]\nid = "b"\nask = "Where does')]},
     'questions/bank.toml:29: family "ends" has 1 of at least 2 variants'),
    ({"questions/bank.toml": BANK.replace('[[family.variant]]\nid = "c"\nask = "It beats?"\nmissed = "you pressed on"\n'
      'answer = "off"\n', "")}, 'questions/bank.toml:1: critical family "beat" has 2 of at least 3 variants'),
    ({"questions/bank.toml": BANK.replace('missed = "you pressed on"\n', "", 1)},
     'questions/bank.toml:10: critical family "beat" does not say what was missed'),
    ({"questions/bank.toml": BANK.replace('id = "ends"',
     'id = "more"').replace('tags = ["one"]\n\n[[family.variant]]\nid = '
      '"a"\nask = "Where?"', 'tags = ["two"]\n\n[[family.variant]]\nid = "a"\nask = "Where?"'),
      "1-one/test.quiz.toml": None, "course.toml": COURSE.replace('quizzes = ["final"]', ""),
      "1-one/1-begin.md": LESSON.replace("(quiz:final)", "(quiz:begin-check)")},
     'questions/bank.toml:29: family "more" is not used in any quiz or lesson'),
    ({"questions/bank.toml": BANK.replace('objective = "show"\n', "")},
     '1-one/2-end.md:7: objective "show" has no questions'),
    ({"sources.toml": SOURCES + '\n[[source]]\nid = "extra"\ncitation = "x"\n'},
     'sources.toml:11: source "extra" is not used'),
    ({"glossary.toml": GLOSSARY.replace('["lesser trochanters"]', '["Lesser Trochanter"]')},
     'glossary.toml:6: term "lesser-trochanter" lists "lesser trochanter" twice'),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "message"), ADVICE)
def test_advice_does_not_stop_publishing(changes, message):
    compiled = outcome(small_tree(**changes))
    assert [(str(each), each.level) for each in compiled.problems] == [(message, "advice")]
    assert compiled.document


@pytest.mark.parametrize(("changes", "message"), ADVICE)
def test_a_standard_turns_advice_into_errors(changes, message):
    course = changes.get("course.toml", COURSE)
    compiled = outcome(
        small_tree(**{**changes, "course.toml": course.replace("summary", 'standard = "safety"\nsummary')})
    )
    assert [(str(each), each.level) for each in compiled.problems] == [(message, "error")]
    assert compiled.document is None


NOTES = [
    ({"glossary.toml": GLOSSARY + '\n[[term]]\nid = "hip"\nterm = "Hip"\nmeaning = "x"\n'},
     'glossary.toml:8: term "hip" does not appear in any lesson'),
    ({"claims.toml": CLAIMS.replace('"atlas", ', "")},
     'claims.toml:1: claim "only" has only weak sources; find a better one'),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "message"), NOTES)
def test_notes_are_no_problems(changes, message):
    compiled = outcome(small_tree(**changes))
    assert compiled.problems == ()
    assert message in [str(each) for each in compiled.notes]


RULE = CLAIMS.replace('badge = "T"', 'badge = "S"\nconfirm = true')


@pytest.mark.parametrize(
    ("changes", "messages"),
    [
        ({}, ['cautions.toml:9: red flag "numb"']),
        ({"claims.toml": RULE}, ['cautions.toml:9: red flag "numb"', 'claims.toml:1: claim "only"']),
        ({"claims.toml": RULE + 'reviewer = "Somebody"\n'}, ['cautions.toml:9: red flag "numb"']),
        ({"claims.toml": RULE.replace('"S"', '"M"')}, ['cautions.toml:9: red flag "numb"']),
        ({"cautions.toml": CAUTIONS.replace("confirm = true", "")}, []),
    ],
)
def test_an_unconfirmed_safety_rule_blocks_only_where_it_shall(changes, messages):
    expected = [f"{message} is a safety rule not yet confirmed by a qualified instructor" for message in messages]
    free, blocked = outcome(small_tree(**changes)), outcome(small_tree(**changes), block_unconfirmed=True)
    assert [str(each) for each in free.notes] == expected
    assert free.document
    assert [str(each) for each in blocked.errors] == expected
    assert (blocked.document is None) == bool(expected)


def test_nothing_is_called_unused_while_its_users_cannot_be_read():
    tree = small_tree(**{"1-one/1-begin.md": "no head", "claims.toml": CLAIMS})
    assert [str(each) for each in outcome(tree).problems if "never" in each.message] == []


def test_nothing_is_called_unused_beside_an_error():
    """A claim that cannot be read might have named the source."""
    broken = {
        "sources.toml": SOURCES + '\n[[source]]\nid = "extra"\ncitation = "x"\n',
        "claims.toml": CLAIMS + "x = 1\n",
    }
    assert [each.message for each in outcome(small_tree(**broken)).problems] == ['claim "only": unknown field "x"']


def test_a_figure_that_only_a_question_shows_is_used():
    tree = changed("1-one/1-begin.md", ":::figure bone\nThe *bone*.\n:::\n", "")
    tree["1-one/1-begin.md"] = tree["1-one/1-begin.md"].replace(" and [the figure](figure:bone)", "")
    assert outcome(tree).problems == ()
