"""Reading courses: few statements, and nothing is rendered twice."""

from threading import Thread

import pytest

from lms.curriculum import queries
from lms.curriculum.cache import Once


def test_the_catalogue_is_by_title(make):
    tree = make.tiny_tree()
    make.course(slug="tiny")
    make.course({**tree, "course.toml": tree["course.toml"].replace("A tiny", "Another")}, slug="other")
    assert [(row.slug, row.title) for row in queries.catalogue()] == [
        ("tiny", "A tiny course"),
        ("other", "Another course"),
    ]


def test_a_course_that_is_not_there(app):
    assert queries.course("nothing") is None
    assert queries.course_id("nothing") is None
    with pytest.raises(LookupError):
        queries.document(999)


def test_a_document_is_read_once(make, statements):
    make.course()
    with statements(exactly=2):
        edition = queries.course("tiny").current_edition_id
        first = queries.document(edition)
    with statements(exactly=0):
        assert queries.document(edition) is first


def test_many_documents_are_one_statement(make, statements):
    tree = make.tiny_tree()
    slugs = [make.course({**tree, "claims.toml": f"# {slug}\n"}, slug=slug) for slug in ("a", "b", "c")]
    ids = [queries.course(slug).current_edition_id for slug in slugs]
    queries.document(ids[0])
    with statements(exactly=1):
        found = queries.documents(ids)
    assert [found[each].slug for each in ids] == slugs
    with statements(exactly=0):
        assert queries.documents(ids) == found
    with pytest.raises(LookupError):
        queries.documents([*ids, 999])


def test_a_worker_renders_a_lesson_once_in_each_language(make, monkeypatch):
    make.course()
    edition = queries.course("tiny").current_edition_id
    rendered = []
    render = queries.render_lesson

    def noted(document, lesson, tongue):
        rendered.append((lesson, tongue))
        return render(document, lesson, tongue)

    monkeypatch.setattr(queries, "render_lesson", noted)
    first = queries.lesson_body(edition, "first")
    assert queries.lesson_body(edition, "first") is first
    queries.lesson_body(edition, "second")
    monkeypatch.setattr(queries, "language", lambda: "de")
    assert queries.lesson_body(edition, "first") is not first
    assert rendered == [("first", "en"), ("second", "en"), ("first", "de")]


def test_a_lesson_that_is_not_there(make):
    make.course()
    edition = queries.course("tiny").current_edition_id
    for _time in range(2):
        with pytest.raises(LookupError):
            queries.lesson_body(edition, "nowhere")


def test_a_course_has_the_number_of_its_newest_edition(make):
    tree = make.tiny_tree()
    make.course()
    make.course({**tree, "course.toml": tree["course.toml"].replace("A tiny", "Another")})
    assert queries.course("tiny").edition == 2


def test_two_threads_make_a_thing_once():
    kept, made = Once(4), []
    threads = [Thread(target=lambda: kept.get("x", lambda: made.append(1) or len(made))) for _each in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]
    assert kept.get("x", lambda: 2) == 1


def test_a_thing_that_could_not_be_made_is_tried_again():
    kept = Once(4)
    with pytest.raises(ZeroDivisionError):
        kept.get("x", lambda: 1 // 0)
    assert kept.get("x", lambda: 1) == 1


def test_the_oldest_is_given_up():
    kept = Once(2)
    for name in "abc":
        kept.get(name, lambda name=name: name)
    kept.get("b", lambda: "new")
    kept.get("d", lambda: "d")
    assert kept.missing({"a", "b", "c", "d"}) == {"a", "c"}
