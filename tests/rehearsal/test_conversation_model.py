"""The model checker against plain recursion over every way, and against conversations with a fault each."""

import time
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import ROOT
from lms.curriculum.compile.shapes import RehearsalHead
from lms.rehearsal.conversation import rules
from lms.rehearsal.conversation.cycles import components
from lms.rehearsal.conversation.explain import told, ways
from lms.rehearsal.conversation.graph import TooBig, explore
from lms.rehearsal.conversation.model import Model
from lms.rehearsal.conversation.read import read_body
from tests.examples import at_most
from tests.rehearsal import talks

BODY = talks.body()


def model(variant="a", body=BODY):
    return Model(explore(rules.talk(body, variant)))


def every_way(spoken, state, points=0):
    """All ways to the end, by plain recursion: the points of each, None for a critical error."""
    line = spoken.lines[state.line]
    for what in [*rules.offered(spoken, state), *([line.needs] if line.needs else [])]:
        turn = rules.take(spoken, state, what)
        if turn.after.critical:
            yield None
        elif turn.after.over:
            yield points + turn.points
        else:
            yield from every_way(spoken, turn.after, points + turn.points)


@pytest.mark.parametrize("variant", ["a", "b"])
def test_the_model_agrees_with_trying_every_way(variant):
    spoken = rules.talk(BODY, variant)
    found = list(every_way(spoken, rules.start(spoken)))
    ended = [points for points in found if points is not None]
    counted = ways(model(variant))
    assert counted.ended.total() == len(ended)
    assert counted.failed == len(found) - len(ended)
    assert model(variant).best == max(ended) == BODY.fixed[variant].best
    assert min(counted.ended) == min(ended)
    assert {points: ended.count(points) for points in ended} == dict(counted.ended)


@pytest.mark.parametrize("variant", ["a", "b"])
def test_the_best_way_earns_the_best(variant):
    run = rules.follow(rules.talk(BODY, variant), BODY.fixed[variant].way)
    assert run.state.over
    assert run.points == BODY.fixed[variant].best
    assert tuple(turn.take for turn in run.turns) == talks.BEST[variant]


def test_what_passes_is_the_pass_mark_of_the_best_rounded_up():
    compiled, _flaws = talks.read(pass_mark=80)
    assert compiled["fixed"]["a"]["needed"] == 7  # of 8
    compiled, _flaws = talks.read(pass_mark=50)
    assert compiled["fixed"]["a"]["needed"] == 4


def test_explaining_tells_ways_turns_and_scores():
    lines = list(told(model(), BODY.fixed["a"]))
    assert lines[0] == "variant a: 4 lines, 16 states"
    assert "shortest 4 turns, longest 5" in lines[1]
    assert "best score 8, worst -3, passing score 7" in lines[2]
    assert "critical error" in lines[3]


def test_a_stop_is_the_best_where_everything_else_costs():
    fields = talks.fields()
    for each in talks.line(fields, "close")["choice"]:
        each["points"] = -1
    body = talks.body(fields)
    assert body.fixed["a"].best == 6
    assert body.fixed["a"].way[-1] == "stop"


def test_a_way_round_that_earns_nothing_has_an_end_and_no_number():
    fields = talks.fields()
    choice = talks.choice(fields, "wait", "table")
    choice["next"] = "table"
    body = talks.body(fields)
    assert body.fixed["a"].best == 8
    assert ways(model("a", body)) is None
    assert "paths not counted" in list(told(model("a", body), body.fixed["a"]))[1]


def test_the_shipped_conversations_are_sound_and_soon_played():
    texts = sorted((ROOT / "courses").glob("*/conversations/*.toml"))
    assert len(texts) >= 6
    for path in texts:
        whole = tomllib.loads(path.read_text())
        own = {name: value for name, value in whole.items() if name not in RehearsalHead.model_fields}
        begun = time.process_time()
        compiled, flaws = talks.read(own, warning=bool(whole.get("warning")))
        assert time.process_time() - begun < 1, path.name
        assert flaws == [], path.name
        body = read_body(compiled)
        assert len(body.variant) >= 2
        for variant, fixed in body.fixed.items():
            assert rules.follow(rules.talk(body, variant), fixed.way).points == fixed.best


def test_the_command_explains(command, tmp_path):
    for path, text in talks.tree().items():
        (tmp_path / "tiny" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "tiny" / path).write_text(text)
    said = command("courses", "check", str(tmp_path / "tiny"), "--explain").output
    assert "conversation nora: Nora: in a hurry" in said
    assert "variant b: 5 lines" in said
    (tmp_path / "tiny/conversations/nora.toml").write_text(talks.NORA.replace('next = "close"', 'next = "closed"'))
    failed = command("courses", "check", str(tmp_path / "tiny"))
    assert failed.exit_code == 1
    assert failed.output.count("there is no line “closed”") == 3
    assert 'conversations/nora.toml:120: conversation "nora": line “table”, choice “deeper”' in failed.output


def test_more_states_than_anybody_means_are_refused():
    with pytest.raises(TooBig):
        explore(rules.talk(BODY, "a"), most=3)


@settings(max_examples=at_most(60))
@given(st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=3), max_size=10))
def test_parts_are_those_that_lead_to_each_other(edges):
    def onward(node):
        return edges.get(node, [])

    def reach(node):
        found, waiting = set(), [node]
        while waiting:
            for each in onward(waiting.pop()):
                if each not in found:
                    found.add(each)
                    waiting.append(each)
        return found

    reached = {node: reach(node) for node in range(10)}
    found = components(10, onward)
    assert sorted(node for part in found for node in part) == list(range(10))
    for part in found:
        assert all(other in reached[node] for node in part for other in part if len(part) > 1)
    place = {node: index for index, part in enumerate(found) for node in part}
    assert all(place[other] <= place[node] for node in range(10) for other in onward(node))
