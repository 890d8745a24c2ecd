"""What an attempt asks: drawn by the lines of its quiz, none twice, what was asked least first."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from lms.assessment import drawing
from lms.curriculum.document import Draw, Family, Variant
from tests.assessment.test_rules import quiz

tags, lessons, names = st.sampled_from(["t1", "t2"]), st.sampled_from(["l1", "l2"]), st.sampled_from("abcdefgh")


def family(name, *, tag="t1", lesson="l1", critical=False, variants=2):
    made = tuple(Variant(id=f"v{number}", ask="?", body={}) for number in range(variants))
    return Family(id=name, kind="choice", critical=critical, lesson=lesson, tags=(tag,), variants=made)


families = st.lists(
    st.builds(family, names, tag=tags, lesson=lessons, critical=st.booleans(), variants=st.integers(1, 3)),
    max_size=8,
    unique_by=lambda each: each.id,
)
lines = st.one_of(
    st.builds(Draw, family=names),
    st.builds(Draw, tag=tags, critical=st.just("each")),
    st.builds(Draw, tag=tags, count=st.integers(0, 5)),
    st.builds(Draw, lesson=lessons, count=st.integers(0, 5)),
)


@given(families, st.lists(lines, max_size=4), st.integers())
def test_no_family_is_drawn_twice_and_the_same_seed_draws_the_same(bank, draw, seed):
    asked = quiz(draw=tuple(draw))
    drawn = drawing.draw(asked, bank, Random(seed))
    assert len({each.id for each in drawn}) == len(drawn)
    assert drawn == drawing.draw(asked, bank, Random(seed))


@given(families, st.lists(lines, max_size=4), st.integers())
def test_every_named_and_every_each_family_is_drawn(bank, draw, seed):
    drawn = {each.id for each in drawing.draw(quiz(draw=tuple(draw)), bank, Random(seed))}
    named = {line.family for line in draw if line.family} & {each.id for each in bank}
    tags_of_each = {line.tag for line in draw if line.critical}
    each_critical = {each.id for each in bank if each.critical and set(each.tags) & tags_of_each}
    assert named | each_critical <= drawn


@given(families, tags, st.integers(0, 8), st.integers())
def test_a_count_draws_as_many_as_it_says_or_all_that_fit(bank, tag, count, seed):
    drawn = drawing.draw(quiz(draw=(Draw(tag=tag, count=count),)), bank, Random(seed))
    fitting = [each for each in bank if tag in each.tags]
    assert len(drawn) == min(count, len(fitting))
    assert all(tag in each.tags for each in drawn)


@given(families, st.integers())
def test_counts_come_after_what_is_named_whatever_the_order_of_the_lines(bank, seed):
    both = (Draw(tag="t1", count=2), Draw(family="a"))
    drawn = {each.id for each in drawing.draw(quiz(draw=both), bank, Random(seed))}
    others = [each for each in bank if "t1" in each.tags and each.id != "a"]
    named = 1 if any(each.id == "a" for each in bank) else 0
    assert len(drawn) == named + min(2, len(others))


@given(st.integers(1, 4), st.lists(st.integers(0, 3)), st.integers())
def test_a_variant_asked_least_often_is_picked(variants, asked, seed):
    one = family("a", variants=variants)
    seen = Counter(("a", f"v{number}") for number in asked if number < variants)
    picked = drawing.pick(one, seen, Random(seed))
    assert seen["a", picked.id] == min(seen["a", each.id] for each in one.variants)


@given(st.integers(2, 4), st.integers())
def test_a_makeup_asks_another_variant_where_there_is_one(variants, seed):
    assert drawing.pick(family("a", variants=variants), {}, Random(seed), avoid="v0").id != "v0"


def test_a_family_with_one_variant_asks_it_again():
    assert drawing.pick(family("a", variants=1), {}, Random(1), avoid="v0").id == "v0"


def test_later_attempts_meet_every_variant_before_one_comes_back():
    one, seen = family("a", variants=3), Counter()
    for seed in range(6):
        seen["a", drawing.pick(one, seen, Random(seed)).id] += 1
    assert set(seen.values()) == {2}
