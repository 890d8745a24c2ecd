"""The introduction of a conversation: what it says, its content warning, and how a run begins."""

from lms.core.db import db
from lms.rehearsal.models import RehearsalRun
from tests.rehearsal import talks
from tests.rehearsal.talker import PATH

WARNED = talks.NORA.replace("minutes = 4", 'minutes = 4\nwarning = "She is handled roughly in it."')


def test_it_says_what_it_is_and_gives_nothing_away(visitor, make):
    make.course(talks.tree())
    make.enrol("ana")
    page = visitor.as_("ana")
    page.get(PATH)
    text = page.page.text
    assert "Practise to ask before you touch." in text
    assert "You’re talking with Nora, 41." in text
    assert "80%" in text
    for secret in ("sore hip", "stiff back", "medicines", "usual"):
        assert secret not in text


def test_a_content_warning_stands_before_the_ways_in_with_the_written_case(visitor, make):
    make.course(talks.tree(WARNED))
    make.enrol("ana")
    page = visitor.as_("ana")
    page.get(PATH)
    html = page.page.html
    assert html.index("She is handled roughly in it.") < html.index("Start the conversation")
    assert "Take the written case instead" in html
    assert "no one will ask why" in html


def test_the_written_case_is_offered_to_everybody_where_it_is_written(visitor, make, talker):
    page = visitor.as_("ana")
    page.get(PATH)
    assert len(page.page.select("main form button[name=form]")) == 2
    untold = "\n".join(line for line in talks.NORA.splitlines() if not line.startswith("told"))
    make.course(talks.tree(untold), slug="untold")
    make.enrol("ana", "untold")
    page.get("/courses/untold/conversations/nora")
    assert [each.get("value") for each in page.page.select("main form button[name=form]")] == ["spoken"]
    page.post("/courses/untold/conversations/nora/runs", {"form": "written"}, expect=422)


def test_a_form_that_is_not_offered_begins_nothing(talker):
    talker.begin("sung", expect=422)
    assert db.session.query(RehearsalRun).count() == 0


def test_beginning_twice_is_one_run(talker):
    first = talker.begin()
    assert talker.begin("written") == first
    talker.visitor.get(PATH)
    assert "Continue where you left off" in talker.visitor.page.text
    assert talker.visitor.page.select("main form button[name=form]") == []


def test_each_run_takes_another_variant_than_the_one_before(talker):
    drawn = []
    for _run in range(4):
        talker.begin()
        drawn.append(talker.row.variant)
        talker.take("stop")
    assert drawn in (["a", "b", "a", "b"], ["b", "a", "b", "a"])


def test_what_must_come_first_comes_first(visitor, make):
    make.course(talks.tree(talks.NORA.replace("minutes = 4", 'minutes = 4\nrequires = ["tiny-test"]')))
    make.enrol("ana")
    page = visitor.as_("ana")
    page.get(PATH)
    assert "Pass “Module test: the start” first." in page.page.text
    assert page.page.select("main form button[name=form]") == []
    page.post(f"{PATH}/runs", {"form": "spoken"}, expect=409)


def test_it_says_how_one_stands(talker):
    talker.begin()
    talker.take("begin")
    talker.visitor.get(PATH)
    assert "0%, not passed yet: you touched Nora before she agreed." in talker.visitor.page.text
    assert talker.visitor.page.select(f"a[href='/runs/{talker.run}/debrief']")
    talker.begin()
    talker.go(*talks.BEST[talker.row.variant])
    talker.visitor.get(PATH)
    assert talker.visitor.page.select("main .pill.ok")
    assert "100%, passed." in talker.visitor.page.text


def test_a_conversation_is_a_step_of_the_course(talker):
    talker.visitor.get("learning.course", slug="tiny")
    assert talker.visitor.page.select(f"a[href='{PATH}']")


def test_the_introduction_asks_the_database_little(talker, statements):
    talker.begin()
    talker.take("stop")
    talker.visitor.get(PATH)
    with statements(at_most=5):
        talker.visitor.get(PATH)


def test_nobody_else_sees_it(visitor, make, talker):
    visitor.get(PATH, expect=302)
    visitor.as_("omar").get(PATH, expect=403)
    talker.visitor.get("/courses/tiny/conversations/unknown", expect=404)
    talker.visitor.get("/courses/tiny/simulations/nora", expect=404)
