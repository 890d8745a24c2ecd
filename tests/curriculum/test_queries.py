"""Reading courses: few statements, and nothing is rendered twice."""

import pytest

from lms.curriculum import queries


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
