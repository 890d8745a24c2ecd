"""The list for a spreadsheet, which works nothing out that it finds in a name."""

import csv
import io

import pytest

from lms.accounts.models import Person
from lms.compliance.rules import BOM, cell
from lms.core.db import db, write_tx
from tests.compliance.conftest import CLINIC


def table(visitor):
    text = visitor.response.get_data().decode("utf-8")
    assert text.startswith(BOM)
    return list(csv.reader(io.StringIO(text.removeprefix(BOM))))


def test_each_line_is_a_person_and_an_achievement(mara, make):
    make.course()
    make.enrol("ana")
    mara.get("compliance.export", slug=CLINIC)
    head, *lines = table(mara)
    assert head == ["Person", "Role", "Achievement", "Status", "Valid until", "What’s missing"]
    assert [line[:4] for line in lines] == [
        ["Ana Student", "student", "A tiny course", "Not started"],
        ["Mara Manager", "clinic manager", "", "Not enrolled"],
        ["Sofia Supervisor", "supervisor", "", "Not enrolled"],
    ]
    assert "2 lessons to complete" in lines[0][5]


def test_it_is_a_file_to_save(mara):
    mara.get("compliance.export", slug=CLINIC)
    assert mara.response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert mara.response.headers["Content-Disposition"].startswith(f'attachment; filename="{CLINIC}-')
    assert mara.response.headers["Cache-Control"] == "no-store"


def test_the_search_holds_for_the_file(mara):
    mara.get("compliance.export", slug=CLINIC, q="sofia")
    assert [line[0] for line in table(mara)[1:]] == ["Sofia Supervisor"]


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|' /C calc'!A0", "＝1"]  # noqa: RUF001


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_disarmed(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Ana", "", "1 = 1", "O'Neill", "Jean-Luc", "10 %"])
def test_an_ordinary_text_stays_as_it_is(text):
    assert cell(text) == text


def test_a_name_that_is_a_formula_is_disarmed_in_the_file(mara, cast):
    ana = cast["ana"].id
    write_tx(lambda: setattr(db.session.get_one(Person, ana), "name", '=HYPERLINK("http://x")'))
    mara.get("compliance.export", slug=CLINIC)
    assert table(mara)[1][0] == '\'=HYPERLINK("http://x")'


@pytest.mark.parametrize("person", ["ana", "sofia", "ada", "omar"])
def test_to_everybody_else_it_is_not_there(visitor, person):
    visitor.as_(person).get("compliance.export", slug=CLINIC, expect=404)
