"""The compiler reads a simulation: everything that is wrong at once, with its line."""

import pytest

from lms.curriculum.actions import CannotPublish
from lms.rehearsal.simulation.author.read import Simulation
from tests.rehearsal import hands


def flaws(change):
    fields = hands.fields()
    change(fields)
    body, found = hands.read(fields)
    assert body == {}
    return {(".".join(map(str, each.where)), each.message) for each in found}


def test_the_small_simulation_is_sound_and_explained():
    body, found = hands.read()
    assert found == []
    told = "\n".join(Simulation().explain(body))
    assert "variant a: pulse in fascia, held in deep" in told
    assert "best score 26; patient play earns 26 (100%)" in told
    assert "hurried play earns" in told


def needs(layer, **fields):
    return lambda body: body["layer"][layer].update(fields)


def start(points):
    return lambda body: body["place"]["zone"][0].update(points=points)


def event(kind):
    return lambda body: body["variant"][0]["events"][0].update(kind=kind)


@pytest.mark.parametrize(
    ("change", "where", "message"),
    [
        (needs(2, need=900, tender=2000), "layer.2.need", "cannot be reached"),
        (needs(1, tender=4000, need=220), "layer.1.need", "cannot soften"),
        (needs(3, tender=5000), "layer.3.need", "“muscle” cannot be reached"),
        (lambda body: body["layer"].pop(), "layer", "must be fascia, wall, deep and muscle"),
        (lambda body: body["layer"].reverse(), "layer", "in this order"),
        (lambda body: body["ceiling"].update(entry=0), "layer.1.need", "feels higher than the ceiling of 0"),
        (lambda body: body["ceiling"].update(muscle=2), "ceiling.muscle", "lower than the one on the way in"),
        (lambda body: body["ceiling"].update(entry=11), "ceiling.entry", "less than or equal to 10"),
        (event("sneeze"), "variant.0.events.0.kind", "unknown event"),
        (lambda body: body["event"].update(sneeze={}), "event.sneeze", "unknown event “sneeze”"),
        (lambda body: body["event"].pop("tingle"), "event", "event.tingle is missing"),
        (lambda body: body["event"]["stop"].pop("missed"), "event.stop", "does not say what was missed"),
        (lambda body: body["event"]["held"].pop("says"), "event.held", "has no client words"),
        (lambda body: body["event"]["pulse"].pop("answer"), "event.pulse.answer", "is missing"),
        (lambda body: body["event"]["sign"].update(shows=["One."]), "event.sign.shows", "needs 4 body signs"),
        (lambda body: body["variant"][0]["events"].reverse(), "variant.0.events.1", "can never come after"),
        (lambda body: body["variant"][1].update(id="a"), "variant.1.id", "is listed twice"),
        (lambda body: body.update(variant=body["variant"][:1]), "", "fewer than 2 variants"),
        (lambda body: body["says"].update(yes=["Yes."]), "says.yes.0", "does not give the number"),
        (lambda body: body["place"].update(figure="none"), "place.figure", "there is no figure “none”"),
        (start([[10, 40], [130, 40], [30, 60]]), "place.zone.0.points", "outside its figure"),
        (start([[10, 40], [30, 60], [30, 40], [10, 60]]), "place.zone.0.points", "crosses itself"),
        (start([[10, 40], [30, 40]]), "place.zone.0.points", "fewer than 3 corners"),
        (lambda body: body["place"]["zone"][0].update(kind="near"), "place", 'no zone of the kind "start"'),
        (lambda body: body["place"]["spot"][1].update(at=[90, 90]), "place", "none of the named places"),
        (lambda body: body["place"]["spot"][1].update(at=[20, 900]), "place.spot.1.at", "outside its figure"),
        (lambda body: body["place"].update(spot=body["place"]["spot"][:2]), "place", "fewer than 3 named places"),
        (lambda body: body.pop("client"), "", "client is missing"),
        (lambda body: body.update(colour="red"), "colour", "is not a known field"),
        (lambda body: body["critical"].update(never=""), "critical.never", "must not be empty"),
        (lambda body: body["layer"][0].update(need="much"), "layer.0.need", "must be a whole number"),
    ],
)  # fmt: skip
def test_a_flaw_is_found_where_it_stands(change, where, message):
    assert any(at == where and message in words for at, words in flaws(change)), flaws(change)


def test_a_simulation_that_patience_does_not_pass_is_a_flaw():
    """No single number is wrong; played, the client's number is too high when the next layer begins."""

    def change(body):
        body["layer"][0].update(need=380, tender=700)
        body["layer"][1].update(need=100, tender=3000, soft=0)

    assert any("patient player" in words for _at, words in flaws(change)), flaws(change)


def test_all_flaws_are_told_at_once():
    def change(body):
        body["layer"][2].update(need=900, tender=2000)
        body["variant"][0]["events"][0].update(kind="sneeze")
        body["place"]["zone"][1].update(points=[[5, 61], [350, 61], [35, 75]])
        body["event"]["stop"].pop("missed")
        body.pop("client")

    found = flaws(change)
    assert len(found) >= 5, found


def test_the_compiler_tells_path_and_line(make):
    text = (hands.HEAD + hands.BODY).replace('kind = "tingle", layer = "wall"', 'kind = "cramp", layer = "wall"')
    text = text.replace("[[10, 40], [30, 40], [30, 60], [10, 60]]", "[[10, 40], [300, 40], [30, 60], [10, 60]]")
    with pytest.raises(CannotPublish) as refused:
        make.course(hands.tree(text))
    told = [str(problem) for problem in refused.value.problems]
    lines = text.splitlines()
    for words, marker in (("unknown event “cramp”", '"cramp"'), ("outside its figure", "[300, 40]")):
        line = next(number for number, each in enumerate(lines, 1) if marker in each)
        assert any(each.startswith(f"simulations/sink.toml:{line}:") and words in each for each in told), told
