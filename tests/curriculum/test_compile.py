"""Compiling: what a good course becomes, and that every problem is reported at its line."""

import pytest

from lms.curriculum.compile import Problem, read_course
from tests.curriculum.trees import BANK, CLAIMS, KINDS, LESSON, changed, document, outcome, small_tree, told


def test_a_good_course_has_no_problems():
    assert told(small_tree()) == []


def test_a_problem_reads_as_path_line_message():
    assert str(Problem("course.toml", 3, "is wrong", "Mend it")) == "course.toml:3: is wrong"


def test_the_document_holds_all_that_was_written():
    made = document()
    assert (made.slug, made.title, made.certificate.valid_months) == ("small", "Small", 12)
    assert made.modules[0].steps == ("begin", "begin-check", "end", "final")
    assert made.lesson["begin"].objectives[0].text == "Say it."
    assert made.lesson["begin"].text.startswith("The muscle begins")
    assert made.family["beat"].variants[0].body == {"answer": "off"}
    assert made.figure["bone"].title == "A bone"
    assert made.quiz["final"].draw[1].count == 1
    assert made.claim["only"].badge == "T"
    assert made.red_flags[0].confirm


def test_the_document_survives_being_stored():
    made = document()
    assert type(made).model_validate_json(made.model_dump_json()) == made


LEVELS = "'remember', 'understand', 'apply', 'analyse', 'evaluate' or 'create'"
FAULTS = [
    ("course.toml", 'title = "Small"', "title = Small", "1: is not valid TOML: Invalid value"),
    ("course.toml", 'title = "Small"\n', "", "1: the course: title is missing"),
    ("course.toml", 'title = "Small"', 'title = " "', "1: the course: title is empty"),
    ("course.toml", 'title = "Small"', "title = 3", "1: the course: title must be text"),
    ("course.toml", 'title = "Small"', 'title = "Small"\ncolour = 1', '2: the course: unknown field "colour"'),
    ("course.toml", 'folder = "1-one"\n', "", '4: module "one": folder is missing'),
    ("course.toml", 'folder = "1-one"', 'folder = "2-two"', "6: the folder 2-two has no lessons or quizzes"),
    ("course.toml", '["final"]', '["finale"]', '10: unknown quiz "finale"'),
    ("course.toml", "[certificate]", '[certificate]\nlessons = "some"',
     '10: certificate: lessons must be "all" or a list of ids'),
    ("course.toml", "[certificate]", '[certificate]\nlessons = ["begin", "and"]', '10: unknown lesson "and"'),
    ("course.toml", "[[module]]", "[module]", "4: module is not a list of tables"),
    ("course.toml", "[certificate]", "[certificates]", '9: the course: unknown field "certificates"'),
    ("sources.toml", 'citation = "A blog."', "", '6: source "blog": citation is missing'),
    ("sources.toml", "weak = true", 'weak = true\naddress = "javascript:alert(1)"',
     '10: the address "javascript:alert(1)" is not a valid link'),
    ("sources.toml", "weak = true", 'weak = true\naddress = "the web"',
     '10: the address "the web" is not a valid link'),
    ("sources.toml", "weak = true", 'weak = "yes"', '9: source "blog": weak must be true or false'),
    ("sources.toml", 'id = "blog"', 'id = "atlas"',
     '6: source "atlas" is defined twice; first in sources.toml, line 1'),
    ("sources.toml", 'id = "blog"', 'id = "A Blog"', '7: source "A Blog": id is "A Blog", which is not a valid ID'),
    ("sources.toml", 'citation = "A blog."', 'citation = "A\\u0000"',
     "8: contains the character U+0000, which is not allowed"),
    ("sources.toml", "[[source]]", "x = 1\n[[source]]", '1: unknown field "x"'),
    ("claims.toml", 'badge = "T"', 'badge = "X"',
     "6: claim \"only\": badge is \"X\"; it must be one of 'E', 'M', 'T' or 'S'"),
    ("claims.toml", 'badge = "T"\n', "", '1: claim "only": badge is missing'),
    ("claims.toml", '"blog"]', '"block"]', '7: unknown source "block"'),
    ("claims.toml", '"blog"]', "7]", '7: claim "only": sources[2] must be text'),
    ("claims.toml", 'badge = "T"', 'badge = "T"\nreviewed_on = "today"', '7: claim "only": reviewed_on must be a date'),
    ("glossary.toml", 'meaning = "Where it ends."', "", '1: term "lesser-trochanter": meaning is missing'),
    ("cautions.toml", 'light = "red"', 'light = "blue"',
     "4: caution \"aneurysm\": light is \"blue\"; it must be one of 'red', 'amber', 'green' or 'stop'"),
    ("cautions.toml", 'band = "emergency"\nsources = ["atlas"]', 'band = "emergency"\nsources = ["map"]',
     '13: unknown source "map"'),
    ("questions/bank.toml", 'kind = "plain"', 'kind = "plane"', '3: family "beat": unknown question kind "plane"'),
    ("questions/bank.toml", 'answer = "off"', "", '10: family "beat", variant "a": has no right answer'),
    ("questions/bank.toml", 'answer = "off"', "answer = 3", '15: family "beat", variant "a": has no right answer'),
    ("questions/bank.toml", 'answer = "off"', 'answer = "off"\ncolour = 1',
     '16: family "beat", variant "a": unknown field colour'),
    ("questions/bank.toml", "critical = true", 'critical = true\nstrict = "odd"', '5: family "beat": strict is odd'),
    ("questions/bank.toml", 'ask = "A beat?"\n', "", '10: family "beat", variant "a": ask is missing'),
    ("questions/bank.toml", 'id = "b"', 'id = "a"', '18: family "beat" has two variants with the ID "a"'),
    ("questions/bank.toml", 'figure = "bone"', 'figure = "bones"', '13: unknown figure "bones"'),
    ("questions/bank.toml", 'lesson = "begin"', 'lesson = "start"', '5: unknown lesson "start"'),
    ("questions/bank.toml", 'objective = "say"', 'objective = "sing"', '6: unknown objective "sing"'),
    ("questions/bank.toml", 'sources = ["atlas"]', 'sources = ["map"]', '8: unknown source "map"'),
    ("questions/bank.toml", '{ text = "thigh", sources = ["atlas"] }', '{ text = "thigh", sources = ["atlas", "map"] }',
     '45: unknown source "map"'),
    ("questions/bank.toml", 'tags = ["one"]', 'tags = ["One Tag"]',
     '7: family "beat": tags[1] is "One Tag", which is not a valid ID'),
    ("1-one/1-begin.md", "+++\nid", "id", "1: the lesson has no header"),
    ("1-one/1-begin.md", "minutes = 5", "minutes = 0", '4: lesson "begin": minutes is 0; it must be 1 or more'),
    ("1-one/1-begin.md", "minutes = 5", "minutes = five", "4: is not valid TOML: Invalid value"),
    ("1-one/1-begin.md", "minutes = 5", f"minutes = {'9' * 5000}",
     "11: is not valid TOML: nested too deeply, or a number is too long"),
    ("1-one/1-begin.md", "minutes = 5", "minutes = 5\nminute = 5", '5: lesson "begin": unknown field "minute"'),
    ("1-one/1-begin.md", 'level = "remember"', 'level = "know"',
     f"10: objective \"say\": level is \"know\"; it must be one of {LEVELS}"),
    ("1-one/2-end.md", 'requires = ["begin-check"]', 'requires = ["begin-chek"]',
     '5: unknown step "begin-chek"'),
    ("1-one/test.quiz.toml", 'id = "final"', 'id = "end"',
     '1: step "end" is defined twice; first in 1-one/2-end.md, line 2'),
    ("1-one/2-end.md", 'id = "show"', 'id = "say"',
     '7: objective "say" is defined twice; first in 1-one/1-begin.md, line 7'),
    ("1-one/begin.quiz.toml", 'purpose = "check"', 'purpose = "quiz"',
     "3: quiz \"begin-check\": purpose is \"quiz\"; it must be one of 'check', 'test' or 'exam'"),
    ("1-one/begin.quiz.toml", 'lesson = "begin"\n', "", "3: a check needs a lesson"),
    ("1-one/begin.quiz.toml", "pass_mark = 70", "pass_mark = 101",
     '5: quiz "begin-check": pass_mark is 101; it must be 100 or less'),
    ("1-one/begin.quiz.toml", "pass_mark = 70\n", "", '1: quiz "begin-check": pass_mark is missing'),
    ("1-one/begin.quiz.toml", "pass_mark = 70", "pass_mark = 70\npass = 3",
     '6: quiz "begin-check": unknown field "pass"'),
    ("1-one/begin.quiz.toml", '[ { family = "beat" } ]', "[]", '7: quiz "begin-check": draw is empty'),
    ("1-one/begin.quiz.toml", 'family = "beat"', 'family = "beet"', '7: unknown family "beet"'),
    ("1-one/begin.quiz.toml", 'family = "beat"', 'familly = "beat"',
     '7: quiz "begin-check": unknown field "draw[1].familly"'),
    ("1-one/test.quiz.toml", 'purpose = "exam"', 'purpose = "exam"\nlesson = "end"',
     "4: only a check can have a lesson"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "before", "after", "message"), FAULTS)
def test_a_fault_is_told_at_its_line(path, before, after, message):
    compiled = outcome(changed(path, before, after))
    assert compiled.document is None
    assert f"{path}:{message}" in [str(problem) for problem in compiled.errors]


def test_a_broken_file_makes_no_noise_about_what_it_may_hold():
    for path in ("sources.toml", "claims.toml", "questions/bank.toml", "1-one/begin.quiz.toml", "course.toml"):
        assert told(small_tree(**{path: "= broken\n"})) == [f"{path}:1: is not valid TOML: Invalid statement"]


def test_a_broken_entry_makes_no_noise_either():
    assert told(changed("sources.toml", 'citation = "An atlas, p. 1."\n', "")) == [
        'sources.toml:1: source "atlas": citation is missing'
    ]
    assert told(changed("questions/bank.toml", 'ask = "A beat?"\n', "")) == [
        'questions/bank.toml:10: family "beat", variant "a": ask is missing'
    ]


def test_all_faults_are_told_at_once():
    tree = small_tree(**{"sources.toml": "x =", "claims.toml": CLAIMS.replace('"T"', '"X"'), "figures/bone.md": None})
    tree["questions/bank.toml"] = BANK.replace('"off"', '""')
    tree["1-one/1-begin.md"] = LESSON.replace("<b>", "").replace("lesson:end", "lesson:and")
    paths = [problem.path for problem in outcome(tree).errors]
    assert sorted(set(paths)) == [
        "1-one/1-begin.md", "claims.toml", "figures/bone.svg", "questions/bank.toml", "sources.toml",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "path", ["extra.toml", "notes.md", "1-one/deep/1-x.md", "questions/more/x.toml", "1-one/x.toml", "figures/x.toml"]
)
def test_a_file_that_belongs_to_nothing_is_told(path):
    assert f"{path}:1: does not belong in a course" in told(small_tree(**{path: ""}))


def test_a_readme_may_lie_in_the_folder():
    assert told(small_tree(**{"README.md": "About this course."})) == []


def test_an_empty_tree_says_what_is_missing():
    assert told({}) == ["course.toml:1: course.toml is missing"]


def test_a_control_character_is_told_with_its_line():
    tree = changed("1-one/2-end.md", "The end.", "The\x00end.")
    assert told(tree) == ["1-one/2-end.md:12: contains the control character U+0000"]


def test_a_near_miss_comes_with_a_hint():
    hints = {problem.message: problem.hint for problem in outcome(changed("course.toml", '"final"', '"finale"')).errors}
    assert hints == {'unknown quiz "finale"': "Did you mean final?"}
    (problem,) = outcome(changed("claims.toml", "statement", "statment")).errors[1:]
    assert (problem.message, problem.hint) == ('claim "only": unknown field "statment"', "Did you mean statement?")


def test_modules_steps_follow_the_names_of_the_files():
    tree = small_tree()
    tree["1-one/10-last.md"] = LESSON.split("+++")[0] + '+++\nid = "last"\ntitle = "Last"\nminutes = 1\n+++\nLast.\n'
    assert document(tree).modules[0].steps == ("begin", "begin-check", "end", "last", "final")


def test_a_lessons_digest_changes_with_what_a_reader_would_notice():
    def digest(tree):
        return document(tree).lesson["begin"].digest

    plain = digest(small_tree())
    same = [("1-one/1-begin.md", "minutes = 5", "minutes = 6"), ("1-one/2-end.md", "The end.", "An end."),
            ("questions/bank.toml", '"Where?"', '"Where now?"')]  # fmt: skip
    other = [("1-one/1-begin.md", "at the spine", "at the back"), ("claims.toml", "One of several", "One of some"),
             ("figures/bone.svg", "M0 0H10", "M0 0H9"), ("questions/bank.toml", "A pulse?", "A throb?"),
             ("cautions.toml", "No work.", "No work at all.")]  # fmt: skip
    assert [digest(changed(*each)) == plain for each in same] == [True] * 3
    assert [digest(changed(*each)) == plain for each in other] == [False] * 5


@pytest.mark.parametrize("slug", ["Bad Slug!", "", "a" * 61, "9-lives", "sub/folder"])
def test_a_folder_that_cannot_be_an_address_is_told(slug):
    [problem] = [each for each in read_course(slug, small_tree(), KINDS).outcome.problems if each.level == "error"]
    assert problem.message.endswith(" is not a valid name for a course folder")


def test_a_title_that_no_list_can_show_is_told():
    long = small_tree()
    long["course.toml"] = long["course.toml"].replace('title = "Small"', f'title = "{"x" * 201}"', 1)
    [problem] = told(long)
    assert problem.startswith("course.toml:1: ")
    assert "title" in problem


def test_one_fault_hides_no_other_in_the_same_table():
    bank = BANK.replace('sources = ["atlas"]', 'sources = ["nowhere"]\ncolour = "red"', 1)
    assert told(small_tree(**{"questions/bank.toml": bank})) == [
        'questions/bank.toml:8: unknown source "nowhere"',
        'questions/bank.toml:9: family "beat": unknown field colour',
    ]
    claims = CLAIMS.replace('sources = ["atlas", "blog"]', 'sources = ["nowhere", "blog"]\ncolour = 1', 1)
    found = told(small_tree(**{"claims.toml": claims}))
    assert 'claims.toml:8: claim "only": unknown field "colour"' in found
    assert 'claims.toml:7: unknown source "nowhere"' in found
