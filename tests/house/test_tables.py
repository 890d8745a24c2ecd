"""Tables are read by the feature that they belong to. Others ask it, but for these."""

import ast

import pytest

from config import ROOT

# Who reads another feature's tables, and why no question to that feature would do. The list only shrinks.
READS_TABLES_OF = {
    "curriculum.queries": {"accounts"},  # one statement for who teaches of many addresses
    "curriculum.register": {"accounts"},  # one statement names who teaches a course, and who published each edition
    "enrolment.queries": {"accounts", "curriculum"},  # one statement lists learners by name, courses by title
    "organizations.queries": {"accounts"},  # one statement lists members by name
    "invitations.queries": {"accounts", "curriculum", "organizations"},  # one statement for all that a link offers
    "grading.decisions.actions": {"assessment"},  # what is decided is written where learners' attempts are
    "grading.decisions.queries": {"accounts", "assessment", "enrolment"},  # one statement a page of late answers
    "grading.marking.actions": {"assessment"},
    "grading.marking.queries": {"accounts", "assessment", "enrolment"},  # one statement a page of written answers
    "notes.queries": {"curriculum", "enrolment"},  # one statement a page of notes
    "grading.waiting": {"assessment", "enrolment"},  # one statement for how much waits
    "notices.queries": {"accounts", "assessment", "enrolment", "invitations"},  # one statement for whom a notice is for
    "search.queries": {"curriculum"},  # found in one statement with who may read it
}


def tables_read(folder):
    """The features whose `models` each module of another feature imports."""
    found = {}
    for file in sorted((folder / "lms").rglob("*.py")):
        name = ".".join(file.relative_to(folder / "lms").with_suffix("").parts)
        others = {each for each in imported_models(file.read_text()) if each != name.partition(".")[0]}
        if others:
            found[name] = others
    return found


def imported_models(text):
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.ImportFrom(module=str(module), names=names):
                modules = [module, *(f"{module}.{each.name}" for each in names)]
            case ast.Import(names=names):
                modules = [each.name for each in names]
            case _:
                continue
        parts = [each.split(".") for each in modules]
        yield from (each[1] for each in parts if len(each) > 2 and each[0] == "lms" and each[2] == "models")


def test_tables_are_read_where_they_belong():
    assert tables_read(ROOT) == READS_TABLES_OF  # an exception that is not needed any more fails, too


@pytest.mark.parametrize(
    "line",
    [
        "from lms.accounts.models import Person",
        "from lms.accounts import models",
        "import lms.accounts.models as theirs",
    ],
)
def test_a_table_of_another_feature_is_noticed(tmp_path, line):
    (tmp_path / "lms" / "review").mkdir(parents=True)
    (tmp_path / "lms" / "review" / "queries.py").write_text(f"def ask():\n    {line}\n")
    assert tables_read(tmp_path) == {"review.queries": {"accounts"}}
