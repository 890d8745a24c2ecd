"""Reading a question, folding words, and finding the place to show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.curriculum.compile import read_course
from lms.questions.kinds import KINDS
from lms.search.rules import (
    LONGEST,
    excerpt,
    fold,
    folded,
    for_postgresql,
    for_sqlite,
    lesson_texts,
    marked,
    plain,
    term_texts,
    wanted,
)
from tests.tiny import tiny_tree


def test_words_are_beginnings_and_quotes_are_phrases():
    asked = wanted('Nerve  "Lesser Trochanter" „femoral“')
    assert asked.words == ("nerve", "femoral")
    assert asked.phrases == (("lesser", "trochanter"),)
    assert for_sqlite(asked) == '"nerve"* AND "femoral"* AND "lesser trochanter"'
    assert for_postgresql(asked) == "'nerve':* & 'femoral':* & ('lesser' <-> 'trochanter')"


@pytest.mark.parametrize(
    ("word", "known"), [("Füße", "fusse"), ("¼", "14"), ("ÉTÉ", "ete"), ("Psoas", "psoas"), ("ﬁn", "fin")]
)
def test_folded(word, known):
    assert fold(word) == known


@pytest.mark.parametrize("typed", ["", "  ", "***", '"', '" "', "__", "-:-", "…"])
def test_what_holds_no_word_cannot_be_asked(typed):
    assert wanted(typed).trouble == "empty"


def test_what_is_too_long_cannot_be_asked():
    assert wanted("a " * (LONGEST // 2)).trouble == ""
    assert wanted("ab " * LONGEST).trouble == "too-long"


@given(st.text(max_size=LONGEST))
def test_no_text_writes_an_operator_of_its_own(typed):
    asked = wanted(typed)
    for word in (*asked.words, *(word for phrase in asked.phrases for word in phrase)):
        assert not set(word) & set("\"'*:&|!()<> \\")
    assert len(asked.words) + len(asked.phrases) <= 24


def test_markdown_is_read_without_its_signs():
    text = "## The pulse\nThe aorta [gray-467]. It *lifts* snake_case.\n\n| a | b |\n|---|---|\n- [one](lesson:first)"
    assert plain(text) == "The pulse · The aorta. It lifts snake_case. a · b · one"


def test_a_lesson_is_found_by_what_its_directives_show():
    tree = tiny_tree()
    tree["1-start/1-first.md"] += "\n:::red-flags emergency\n:::\n"
    tree["cautions.toml"] = '[[red_flag]]\nid = "numb"\nsign = "Numb saddle"\nband = "emergency"\nsources = ["atlas"]\n'
    outcome = read_course("tiny", tree, KINDS).outcome
    first = next(each for each in lesson_texts(outcome.document) if each.uid == "first")
    assert "Stop at a pulse" in first.text
    assert "Numb saddle" in first.text
    assert "Say where the muscle begins." in first.text
    assert ":::" not in first.text
    assert "strong-beat" not in first.text


def test_a_word_of_the_glossary_is_found_by_its_other_forms():
    tree = tiny_tree()
    tree["glossary.toml"] += 'also = ["trochanter minor"]\n'
    (term,) = term_texts(read_course("tiny", tree, KINDS).outcome.document)
    assert term.also == "trochanter minor"
    assert "minor" not in term.text


def shown(pieces):
    return "".join(f"[{each.text}]" if each.found else each.text for each in pieces)


def test_what_was_found_is_marked():
    asked = wanted('nerv "a pulse"')
    assert shown(marked("Nerves: a strong pulse, éNERVé", asked)) == "[Nerves]: [a] strong [pulse], éNERVé"


def test_an_excerpt_begins_and_ends_at_words_and_tells_so():
    text = "word " * 100 + "the pulse lifts " + "more " * 100
    said = shown(excerpt(text, wanted("pulse")))
    assert said.startswith("… word")
    assert "the [pulse] lifts" in said
    assert said.endswith("more …")
    assert len(said) < 360
    assert shown(excerpt("short", wanted("nothing"))) == "short"


@given(st.text(max_size=300), st.text(min_size=1, max_size=20))
def test_pieces_are_the_text_again(text, typed):
    assert "".join(each.text for each in marked(text, wanted(typed))) == text
    assert sum(len(each.text) for each in excerpt(text, wanted(typed))) <= len(text) + 4


@given(st.text(max_size=200))
def test_a_text_is_found_by_each_of_its_words(text):
    for word in folded(text):
        assert word in wanted(word).words or len(word) > LONGEST
