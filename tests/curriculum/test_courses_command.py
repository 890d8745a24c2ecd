"""`flask courses`: check, publish, export, list."""

import contextvars
import json
import shutil

import pytest
from sqlalchemy import func, select, update

from lms.core.db import db, write_tx
from lms.curriculum import actions, queries, remembered
from lms.curriculum.models import Course, DraftFile, Edition
from lms.curriculum.source import digest, read_folder, write_folder
from tests.tiny import tiny_tree


@pytest.fixture
def shipped(make_app, tmp_path, monkeypatch):
    """A folder with the tiny course, and a function that runs commands of an app that ships it."""
    courses = tmp_path / "courses"
    write_folder(tiny_tree(), courses / "tiny", "tiny")
    monkeypatch.chdir(tmp_path)
    app = make_app(courses=courses)

    def run(*arguments):
        db.session.rollback()
        runner = app.test_cli_runner()
        return contextvars.Context().run(runner.invoke, args=["courses", *map(str, arguments)])

    run.folder = courses / "tiny"
    return run


def change(folder, path, before, after):
    text = (folder / path).read_text()
    assert before in text
    (folder / path).write_text(text.replace(before, after))


def editions():
    return db.session.scalar(select(func.count()).select_from(Edition))


def test_of_a_good_course_one_line_says_so(shipped):
    result = shipped("check")
    assert (result.output, result.exit_code) == ("tiny: no problems\n", 0)


def test_a_broken_course_is_told_with_paths_that_can_be_opened(shipped):
    change(shipped.folder, "sources.toml", 'id = "atlas"', 'id = "map"')
    result = shipped("check")
    assert result.exit_code == 1
    assert 'courses/tiny/1-start/1-first.md:12: unknown source "atlas"\n' in result.output
    assert shipped("check", shipped.folder).output == result.output


def test_advice_is_told_and_does_not_fail(shipped):
    change(shipped.folder, "1-start/2-second.md", ":::check ends-where\n:::", "")
    (shipped.folder / "claims.toml").write_text('[[claim]]\nid = "c"\nstatement = "x"\nbadge = "E"\n')
    result = shipped("check")
    assert result.exit_code == 0
    assert 'courses/tiny/claims.toml:1: advice: claim "c" has no source' in result.output


def test_explaining_counts_what_a_course_amounts_to(shipped):
    result = shipped("check", "--explain")
    assert result.exit_code == 0
    assert "tiny: A tiny course\n" in result.output
    for line in ("2 lessons", "2 quizzes", "4 families", "1 critical families", "1 sources", "1 terms"):
        assert f" {line}\n" in result.output


def test_a_folder_that_is_not_there_is_refused(shipped):
    assert shipped("check", "nowhere").exit_code == 2


def test_a_folder_that_is_no_course_is_told(shipped, tmp_path):
    (tmp_path / "empty").mkdir()
    result = shipped("check", "empty")
    assert result.exit_code == 1
    assert "empty/course.toml:1: course.toml is missing" in result.output


def test_publishing_a_folder(shipped):
    assert shipped("publish", shipped.folder, "--note", "First").output == "tiny: edition 1 published\n"
    assert shipped("publish", shipped.folder).output == "tiny: edition 1 unchanged\n"
    assert queries.course("tiny").title == "A tiny course"


def test_publishing_what_changed(shipped):
    assert shipped("publish", "--changed").output == "tiny: edition 1 published\n"
    assert shipped("publish", "--changed").output == "tiny: edition 1 unchanged\n"
    change(shipped.folder, "course.toml", "A tiny", "A small")
    assert shipped("publish", "--changed").output == "tiny: edition 2 published\n"


@pytest.fixture
def compiled(monkeypatch):
    """The courses that are compiled to be published, one after the other."""
    slugs, prepare = [], actions.prepare

    def noted(slug, *arguments, **options):
        slugs.append(slug)
        return prepare(slug, *arguments, **options)

    monkeypatch.setattr(actions, "prepare", noted)
    return slugs


@pytest.fixture
def kept(app):
    """Where it is kept what a course became; other tests find nothing there."""
    folder = app.config["SETTINGS"].var / remembered.FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_what_was_compiled_before_is_not_compiled_again(shipped, compiled):
    for _again in range(3):
        shipped("publish", "--changed")
    assert compiled == ["tiny"]
    change(shipped.folder, "course.toml", "A tiny course", "A small course")
    assert shipped("publish", "--changed").output == "tiny: edition 2 published\n"
    change(shipped.folder, "course.toml", "A small course", "A tiny course")
    assert shipped("publish", "--changed").output == "tiny: edition 1 unchanged\n"
    assert compiled == ["tiny"] * 3


def test_a_course_that_is_named_is_always_compiled(shipped, compiled):
    shipped("publish", "--changed")
    shipped("publish", shipped.folder)
    assert compiled == ["tiny"] * 2


@pytest.mark.parametrize("spoil", ["our code", "what is kept", "the database"])
def test_it_is_compiled_where_anything_else_has_changed(shipped, compiled, kept, monkeypatch, spoil):
    shipped("publish", "--changed")
    if spoil == "our code":
        monkeypatch.setattr(remembered, "_code", lambda: "newer")
    elif spoil == "what is kept":
        (kept / "tiny").write_bytes(b"\xff")
    else:
        write_tx(lambda: db.session.execute(update(Course).values(current_edition_id=None)))
    assert shipped("publish", "--changed").output == "tiny: edition 1 unchanged\n"
    assert compiled == ["tiny"] * 2


def test_a_folder_that_cannot_be_written_to_stops_no_publishing(shipped, compiled, kept):
    kept.write_text("in the way")
    for _again in range(2):
        assert shipped("publish", "--changed").exit_code == 0
    kept.unlink()
    assert compiled == ["tiny"] * 2


def test_publishing_names_ids_that_vanished(shipped):
    shipped("publish", "--changed")
    change(shipped.folder, "glossary.toml", 'id = "lesser-trochanter"', 'id = "trochanter"')
    assert '    term "lesser-trochanter" was removed\n' in shipped("publish", "--changed").output


def test_a_broken_course_keeps_its_edition_and_the_others_are_published(shipped):
    shipped("publish", "--changed")
    write_folder(tiny_tree(), shipped.folder.parent / "zwei", "zwei")
    change(shipped.folder, "course.toml", "title =", "title")
    result = shipped("publish", "--changed")
    assert result.exit_code == 1
    assert "courses/tiny/course.toml:2: is not valid TOML" in result.output
    assert "tiny: not published; the current edition stays live\nzwei: edition 1 published\n" in result.output
    assert editions() == 2


def test_of_a_course_that_was_never_published_no_edition_is_promised(shipped):
    change(shipped.folder, "course.toml", "title =", "title")
    assert "tiny: not published; no edition has been published yet\n" in shipped("publish", "--changed").output


@pytest.mark.parametrize("arguments", [(), ("tiny", "--changed")])
def test_publishing_wants_a_path_or_changed(shipped, arguments, monkeypatch):
    monkeypatch.chdir(shipped.folder.parent)
    assert shipped("publish", *arguments).exit_code == 2
    assert editions() == 0


def draft(path, text, base):
    course_id = queries.course_id("tiny")
    write_tx(lambda: actions.save_draft(course_id, path, text, base, 0, None))


def test_a_course_with_drafts_is_published_when_it_is_named(shipped):
    shipped("publish", "--changed")
    glossary = tiny_tree()["glossary.toml"]
    draft("glossary.toml", glossary.replace("The bump", "A bump"), digest(glossary))
    change(shipped.folder, "course.toml", "A tiny", "A small")
    assert shipped("publish", "--changed").output == "tiny: skipped, it has drafts\n"
    assert shipped("publish", shipped.folder).output == "tiny: edition 2 published\n"
    edition = queries.document(queries.course("tiny").current_edition_id)
    assert (edition.title, edition.terms[0].meaning[:6]) == ("A small course", "A bump")


def test_exporting_lays_the_drafts_over_the_folder(shipped, tmp_path):
    shipped("publish", "--changed")
    draft("README.md", "New here.", None)
    result = shipped("export", "tiny", tmp_path / "out")
    assert result.output == f"tiny: {len(tiny_tree()) + 1} files in {tmp_path / 'out'}\n"
    assert read_folder(tmp_path / "out") == {**tiny_tree(), "README.md": "New here."}
    assert db.session.scalar(select(func.count()).select_from(DraftFile)) == 1


def test_exporting_into_the_courses_own_folder_leaves_no_drafts(shipped):
    shipped("publish", "--changed")
    draft("glossary.toml", None, digest(tiny_tree()["glossary.toml"]))
    assert shipped("export", "tiny", shipped.folder).exit_code == 0
    assert not (shipped.folder / "glossary.toml").exists()
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(DraftFile)) == 0


def test_exporting_leaves_foreign_folders_alone(shipped, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    result = shipped("export", "tiny", tmp_path / "out")
    assert result.exit_code == 1
    assert "Not exported: " in result.output
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_exporting_a_course_that_is_not_there(shipped, tmp_path):
    result = shipped("export", "nothing", tmp_path / "out")
    assert result.exit_code == 1
    assert "No files for a course called 'nothing'" in result.output


def test_listing(shipped):
    assert shipped("list").output == ""
    assert json.loads(shipped("list", "--json").output) == []
    shipped("publish", "--changed")
    assert json.loads(shipped("list", "--json").output) == [{"slug": "tiny", "title": "A tiny course", "edition": 1}]
    assert shipped("list").output.split() == ["tiny", "edition", "1", "A", "tiny", "course"]


def test_listing_three_courses_asks_no_more_than_listing_one(command, make, statements):
    counts = []
    for slugs in (["one"], ["two", "three"]):
        for slug in slugs:
            make.course(slug=slug)
        with statements() as seen:
            listed = json.loads(command("courses", "list", "--json").stdout)
        counts.append((len(listed), seen.count))
    assert counts == [(1, 1), (3, 1)]


@pytest.mark.parametrize("name", ["check", "publish", "export", "list"])
def test_every_command_explains_itself(shipped, name):
    result = shipped(name, "--help")
    assert result.exit_code == 0
    assert result.output.startswith("Usage: ")
