"""The lesson page: all that a reader needs, and why it is not done."""

from sqlalchemy import select

from lms.core.db import db
from lms.learning.models import LessonDone, LessonVisit
from tests.page import text_of


def test_a_lesson_shows_its_head_its_text_and_its_sources(ana):
    ana.get("learning.lesson", slug="tiny", uid="first")
    page = ana.page
    assert page.title.startswith("The first lesson")
    for told in ("Module 1: The start", "5 min", "You can say where the muscle begins.", "Stop at a pulse"):
        assert told in page.text
    assert text_of(page.one("#source-1")).startswith("An atlas for tests")
    assert [text_of(link) for link in page.select(".outline ul a")] == ["Where it lies"]


def test_the_outline_marks_where_one_is_and_leads_on(ana):
    ana.get("learning.lesson", slug="tiny", uid="first")
    assert text_of(ana.page.one('.outline a[aria-current="page"]')) == "The first lesson"
    assert ana.page.one('a[rel="next"]').get("href") == "/courses/tiny/quizzes/first-check"
    assert not ana.page.select('a[rel="prev"]')
    ana.get("learning.lesson", slug="tiny", uid="second")
    assert ana.page.one('a[rel="prev"]').get("href") == "/courses/tiny/quizzes/first-check"


def test_every_incomplete_mark_says_why(ana):
    ana.get("learning.lesson", slug="tiny", uid="first")
    marks = ana.page.select(".outline .way .dot")
    assert len(marks) == 4
    whys = ana.page.select(".outline .way .why-not")
    assert len(whys) == 4
    assert "have not marked it as complete" in text_of(whys[0])
    assert "To pass, score 60% or more and miss no critical question." in text_of(whys[-1])
    assert all(why.find(".//a") is not None for why in whys)


def test_opening_a_lesson_changes_nothing(ana):
    ana.get("learning.lesson", slug="tiny", uid="first")
    assert db.session.scalars(select(LessonVisit)).all() == []
    assert db.session.scalars(select(LessonDone)).all() == []


def test_a_content_warning_stands_before_the_text(visitor, make):
    tree = make.tiny_tree()
    first = "1-start/1-first.md"
    tree[first] = tree[first].replace("minutes = 5", 'minutes = 5\nsafety = true\nwarning = "This tells of an injury."')
    make.course(tree)
    make.enrol("ana")
    ana = visitor.as_("ana")
    ana.get("learning.lesson", slug="tiny", uid="first")
    assert ana.page.text.index("This tells of an injury.") < ana.page.text.index("The psoas begins")
    assert "Safety-critical" in ana.page.text


def test_a_weak_source_is_marked(visitor, make):
    tree = make.tiny_tree()
    tree["sources.toml"] += "weak = true\n"
    make.course(tree)
    make.enrol("ana")
    ana = visitor.as_("ana")
    ana.get("learning.lesson", slug="tiny", uid="first")
    assert "source being replaced" in text_of(ana.page.one("#source-1"))


def test_a_locked_lesson_says_what_comes_first(ana_locked):
    ana_locked.get("learning.lesson", slug="tiny", uid="second", expect=403)
    text = ana_locked.page.text
    assert "Complete the lesson “The first lesson” first." in text
    assert "Pass “Check: the first lesson” first." in text
    assert ana_locked.page.one('main a.btn[href="/courses/tiny/lessons/first"]') is not None
    assert "It lifts the thigh" not in text


def test_a_wrong_id_is_not_found(ana):
    ana.get("learning.lesson", slug="tiny", uid="nothing", expect=404)
    ana.get("learning.lesson", slug="nothing", uid="first", expect=404)


def test_a_lesson_is_for_its_learners(visitor, ana):
    visitor.get("learning.lesson", slug="tiny", uid="first", expect=302)
    assert visitor.location.startswith("/sign-in?next=")
    omar = visitor.as_("omar")
    omar.get("learning.lesson", slug="tiny", uid="first", expect=403)
    assert "Enroll in this course to open its lessons" in omar.page.text


def test_the_page_tells_the_script_where_to_report(ana):
    ana.get("learning.lesson", slug="tiny", uid="first")
    article = ana.page.one("article")
    assert article.get("data-visit") == "/courses/tiny/lessons/first/visit"
    assert article.get("data-token")
    assert any((script.get("src") or "").endswith("/lesson.js") for script in ana.page.select("script"))
