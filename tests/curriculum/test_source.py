"""Folders read into trees, drafts laid over them, trees written out."""

import os

import pytest

from lms.curriculum.compile import read_course
from lms.curriculum.source import (
    ForeignFolder,
    Unreadable,
    digest,
    in_order,
    may_hold,
    overlaid,
    read_folder,
    write_folder,
)
from tests.curriculum.trees import KINDS, small_tree


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "small"
    write_folder(small_tree(), made, "small")
    return made


def test_a_folder_is_read_as_it_was_written(folder):
    assert read_folder(folder) == small_tree()


def test_an_absent_folder_is_an_empty_course(tmp_path):
    assert read_folder(tmp_path / "nowhere") == {}


def test_numbers_in_names_count_as_numbers():
    assert sorted(["10-c/1.md", "2-b/1.md", "2-b/10.md", "2-b/2.md"], key=in_order) == [
        "2-b/1.md", "2-b/2.md", "2-b/10.md", "10-c/1.md",
    ]  # fmt: skip


def test_hidden_files_and_other_suffixes_are_left_out(folder):
    (folder / ".git").mkdir()
    (folder / ".git" / "x.toml").write_text("x")
    (folder / ".hidden.toml").write_text("x")
    (folder / "notes.txt").write_text("x")
    assert read_folder(folder) == small_tree()


def test_windows_lines_and_a_byte_order_mark_change_nothing(folder):
    text = small_tree()["course.toml"]
    (folder / "course.toml").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert read_folder(folder)["course.toml"] == text


def test_a_file_that_is_not_utf8_is_told_with_its_line(folder):
    (folder / "glossary.toml").write_bytes(b'[[term]]\nid = "a"\nterm = "caf\xe9"\n')
    told = [str(each) for each in read_course("small", read_folder(folder), KINDS).outcome.problems]
    assert told == ["glossary.toml:3: is not valid UTF-8"]


def test_a_file_that_is_too_large_is_told(folder):
    (folder / "glossary.toml").write_text("#" * 1_000_001)
    told = [str(each) for each in read_course("small", read_folder(folder), KINDS).outcome.problems]
    assert told == ["glossary.toml:1: is larger than 1,000,000 bytes"]


def test_a_link_out_of_the_folder_is_not_followed(folder, tmp_path):
    (tmp_path / "secret.toml").write_text('x = "secret"')
    (folder / "claims-more.toml").symlink_to(tmp_path / "secret.toml")
    assert isinstance(read_folder(folder)["claims-more.toml"], Unreadable)


def test_links_that_lead_nowhere_and_pipes_are_told(folder):
    (folder / "claims-a.toml").symlink_to(folder / "absent.toml")
    os.mkfifo(folder / "claims-b.toml")
    tree = read_folder(folder)
    assert {str(tree["claims-a.toml"]), str(tree["claims-b.toml"])} == {"is not a file"}


def test_a_name_that_is_not_utf8_does_not_stop_the_reading(folder):
    name = os.fsencode(folder) + b"/claims-\xff.toml"
    os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
    assert "claims-\\udcff.toml" in read_folder(folder)


def test_drafts_lie_over_shipped_files():
    assert overlaid({"a.md": "1", "b.md": "2"}, {"a.md": "new", "b.md": None, "c.md": "3"}) == {
        "a.md": "new", "c.md": "3",
    }  # fmt: skip


def test_a_tree_goes_into_its_own_folder_and_takes_old_files_away(folder):
    tree = {path: text for path, text in small_tree().items() if path != "claims.toml"}
    write_folder(tree, folder, "small")
    assert read_folder(folder) == tree


@pytest.mark.parametrize("name", ["small", "other"])
def test_a_foreign_folder_is_left_alone(tmp_path, name):
    (tmp_path / name).mkdir()
    (tmp_path / name / "notes.txt").write_text("mine")
    with pytest.raises(ForeignFolder):
        write_folder(small_tree(), tmp_path / name, "small")
    assert [each.name for each in (tmp_path / name).iterdir()] == ["notes.txt"]


def test_another_courses_folder_is_left_alone(folder):
    with pytest.raises(ForeignFolder):
        write_folder({"course.toml": "x"}, folder, "another")
    assert read_folder(folder) == small_tree()


def test_a_path_out_of_the_folder_is_not_written(tmp_path):
    with pytest.raises(ForeignFolder):
        write_folder({"../x.toml": "x"}, tmp_path / "new", "new")
    assert not (tmp_path / "x.toml").exists()


@pytest.mark.parametrize("path", ["course.toml", "1-one/2-two.quiz.toml", "figures/a_b.svg", "questions/ä.toml"])
def test_a_course_may_hold(path):
    assert may_hold(path)


@pytest.mark.parametrize(
    "path",
    [
        *("", ".", "/etc/x.toml", "../x.toml", "a/../x.toml", "a//x.toml", "./x.toml", "x.py", ".x.toml", "a/.b/x.md"),
        *("a\\b.toml", "c:x.toml", "x.toml/", "a b.toml\n", "x" * 200 + ".toml", "a\0.toml"),
    ],
)
def test_a_course_may_not_hold(path):
    assert not may_hold(path)


def test_the_digest_tells_texts_apart():
    assert digest("a") == digest("a") != digest("b")
