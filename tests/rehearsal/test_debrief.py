"""Looking back on a conversation: the result in words, the chart, each choice with its reason, what was never asked."""

from tests.page import text_of
from tests.rehearsal import talks
from tests.rehearsal.talker import Talker


def debriefed(talker, in_variant, variant, *takes):
    in_variant(variant)
    talker.begin()
    talker.go(*takes)
    return talker.debrief()


def under(page, heading):
    """The text of the section with this heading."""
    return next(text_of(each) for each in page.select("main section") if text_of(each).startswith(heading))


def test_it_comes_when_the_run_is_over(talker):
    talker.begin()
    page = talker.debrief(expect=409)
    assert page.select(f"a[href='/runs/{talker.run}']")


def test_the_result_says_why(talker, in_variant):
    page = debriefed(talker, in_variant, "a", "begin")
    assert "0%, not passed yet: you touched Nora before she agreed." in page.text
    assert "Critical error: Contact without current consent" in page.text
    page = debriefed(talker, in_variant, "a", "ask", "quick", "pause", "note")
    assert "75%, not passed yet: you need 80%. 6 of 8 points." in page.text
    page = debriefed(talker, in_variant, "a", *talks.BEST["a"])
    assert "100%, passed. 8 of 8 points." in page.text


def test_an_early_stop_counts_as_it_stands(talker, in_variant):
    page = debriefed(talker, in_variant, "a", "ask", "stop")
    assert "25%, not passed yet" in page.text
    assert "You ended early" in page.text


def test_each_turn_has_its_choice_its_points_and_the_other_ones(talker, in_variant):
    page = debriefed(talker, in_variant, "b", "agree", "sorry", "pause", "stop")
    turns = [text_of(each) for each in page.select(".debrief .passages li") if each.find("h3") is not None]
    assert len(turns) == 4
    assert "\N{MINUS SIGN}1, poor Nothing was asked." in turns[0]
    assert "Critical error: Contact without current consent" in turns[0]  # of a choice that was not taken
    assert "+1, acceptable Good." in turns[1]
    assert "0, weak Nobody needed a pause here" in turns[2]
    assert "You ended it early; nothing went wrong." in turns[3]


def test_a_withdrawal_and_what_was_called_for_stand_there(talker, in_variant):
    page = debriefed(talker, in_variant, "b", *talks.BEST["b"])
    assert "Nora withdrew consent." in page.text
    assert "+2, best You stopped at once." in page.text


def test_what_was_never_asked(talker, in_variant):
    page = debriefed(talker, in_variant, "a", *talks.BEST["a"])
    assert under(page, "What you did not ask about") == "What you did not ask about Sleep"
    page = debriefed(talker, in_variant, "b", "agree", "sorry", "stop")
    assert under(page, "What you did not ask about") == "What you did not ask about Medicines"


def test_the_lines_of_consent_that_were_covered(talker, in_variant):
    page = debriefed(talker, in_variant, "a", *talks.BEST["a"])
    lines = [text_of(each) for each in page.select(".consent li")]
    assert len(lines) == 11
    covered = {number for number, text in enumerate(lines, 1) if not text.endswith("Not covered")}
    assert covered == {1, 2, 6, 11}
    assert "You covered 4 of 11." in page.text


def test_the_chart_and_its_table_say_the_same(talker, in_variant):
    page = debriefed(talker, in_variant, "a", "agree", "explain", "deeper", "note")
    rows = [[text_of(cell) for cell in row.iter() if cell.tag in {"th", "td"}] for row in page.select("tbody tr")]
    assert rows == [
        ["Start", "5", "3", "1"],
        ["1", "3", "5", "1"],
        ["2", "5", "5", "1"],
        ["3", "5", "7", "5"],
        ["4", "5", "7", "5"],
    ]
    [svg] = page.select("figure svg[role=img]")
    assert svg.get("aria-labelledby")
    lines = page.select("figure polyline")
    assert len(lines) == 3
    for index, line in enumerate(lines):
        heights = [float(point.split(",")[1]) for point in line.get("points").split()]
        values = [int(row[index + 1]) for row in rows]
        assert len(heights) == 5
        assert sorted(zip(values, heights, strict=True)) == sorted(
            zip(values, heights, strict=True), key=lambda each: (each[0], -each[1])
        )
        assert len(set(zip(values, heights, strict=True))) == len(set(values))


def test_a_run_of_one_turn_and_one_of_many_have_a_chart(talker, in_variant):
    page = debriefed(talker, in_variant, "a", "stop")
    assert len(page.select("figure polyline")) == 3
    page = debriefed(talker, in_variant, "a", "pause", "ask", "pause", "pill", "explain", "deeper", "pause", "note")
    assert len(page.select("tbody tr")) == 9


def test_the_best_way_is_that_of_the_variant(talker, in_variant):
    page = debriefed(talker, in_variant, "b", "stop")
    best = under(page, "The best way through")
    assert "I am stopping here." in best
    assert "Come off slowly, and write it down." in best


def test_a_mark_stays_whatever_is_taken_up_later(talker, in_variant, make):
    page = debriefed(talker, in_variant, "a", *talks.BEST["a"])
    make.course(talks.tree(talks.NORA.replace("points = 2", "points = 1")))
    assert "8 of 8 points" in talker.debrief().text
    assert page.title == talker.visitor.page.title


def test_sources_stand_beside_the_reason(make, visitor, in_variant):
    make.course(talks.tree(talks.NORA.replace("Yes: ask each time.", "Yes: ask each time [atlas].")))
    make.enrol("ana")
    talker = Talker(visitor.as_("ana"))
    page = debriefed(talker, in_variant, "a", "ask", "stop")
    assert "Yes: ask each time. Source: An atlas for tests" in page.text


def test_the_debrief_asks_the_database_little(talker, statements):
    talker.begin()
    talker.take("stop")
    talker.debrief()
    with statements(at_most=5):
        talker.debrief()
