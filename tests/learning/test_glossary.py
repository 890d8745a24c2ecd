"""The words of a course, from A to Z."""

from tests.page import text_of

WORDS = """
[[term]]
id = "psoas"
term = "Psoas"
say = "SOH-az"
meaning = "A muscle at the front of the hip."
also = ["psoas muscle"]

[[term]]
id = "artery"
term = "artery"
meaning = "A vessel that beats."
"""


def tree_with_words(make):
    tree = make.tiny_tree()
    tree["glossary.toml"] = tree.get("glossary.toml", "") + WORDS
    return tree


def test_the_words_stand_from_a_to_z_whatever_their_letters(visitor, make):
    make.course(tree_with_words(make))
    visitor.get("learning.glossary", slug="tiny")
    words = [text_of(word) for word in visitor.page.select(".glossary dt")]
    assert words == sorted(words, key=str.casefold)
    assert {"Psoas", "artery"} < set(words)
    psoas = text_of(visitor.page.one("#word-psoas"))
    for told in ("Pronounced SOH-az", "A muscle at the front of the hip.", "Also called: psoas muscle"):
        assert told in psoas


def test_a_learner_is_led_to_the_first_lesson_that_explains_a_word(visitor, make):
    make.course(tree_with_words(make))
    make.enrol("ana")
    ana = visitor.as_("ana")
    ana.get("learning.glossary", slug="tiny")
    assert ana.page.one("#word-psoas a").get("href") == "/courses/tiny/lessons/first"
    assert not ana.page.select("#word-artery a")
    visitor.get("learning.glossary", slug="tiny")
    assert not visitor.page.select(".glossary .word a")


def test_the_course_leads_to_its_words_and_one_without_any_does_not(visitor, make):
    make.course(tree_with_words(make))
    silent = make.tiny_tree()
    silent["glossary.toml"] = ""
    make.course(silent, "silent")
    for slug, leads in (("tiny", 1), ("silent", 0)):
        visitor.get("learning.course", slug=slug)
        assert len(visitor.page.select(f'a[href="/courses/{slug}/glossary"]')) == leads
    visitor.get("learning.glossary", slug="silent")
    assert "has no glossary" in visitor.page.text


def test_the_words_of_a_course_by_invitation_are_its_learners_own(visitor, make):
    tree = tree_with_words(make)
    tree["course.toml"] = tree["course.toml"].replace('enrolment = "open"', 'enrolment = "invited"')
    make.course(tree)
    make.enrol("ana")
    visitor.as_("omar").get("learning.glossary", slug="tiny", expect=403)
    visitor.as_("ana").get("learning.glossary", slug="tiny")
    visitor.as_("ana").get("learning.course", slug="tiny")


def test_the_glossary_costs_two_statements(visitor, make, statements):
    make.course(tree_with_words(make))
    make.enrol("ana")
    ana = visitor.as_("ana")
    ana.get("learning.glossary", slug="tiny")
    with statements(at_most=2):
        ana.get("learning.glossary", slug="tiny")
