"""A picture of danger has one speed, wherever the course tells it: who looks it up and who is asked hear the same."""

import re
import tomllib

import pytest

from config import ROOT

COURSE = ROOT / "courses" / "psoas-major"
FILES = sorted(each for each in COURSE.rglob("*.toml") if each.name != "sources.toml")
TEXTS = sorted(COURSE.rglob("*.md"))

FEVER = r"fever|shiver|chills|\b38([.,]\d)? ?°"
BELLY = r"\bbelly\b|abdomen|low (?:on the|down on the|on your) right"
PAIN = r"\bpain|\bache|aching|\bhurt"
BEAT = r"\bbeat|\bpuls|\bthrob|\bheart in my belly|aneurysm"
EMERGENCIES = {
    "fever with belly pain": (FEVER, BELLY, PAIN),
    "a rigid belly": (r"\brigid\b",),
    "chest pain or breathlessness": (r"chest pain|pain in the chest\b(?! part)|breathless|short of breath",),
    "collapse": (r"\bcollaps|passed out|passes out",),
    "back or belly pain with a beat": (PAIN, BEAT, r"\bback\b|\bbelly\b"),
}
BANDS = {"emergency": "now", "urgent": "today", "soon": "soon"}
NOW = re.compile(r"\bnow\b|emergency|ambulance|at once", re.IGNORECASE)
SLOWER = re.compile(
    r"\btoday\b|same day|next day|tomorrow|\bsoon\b|this week|this month|a doctor|your doctor|\brefer\b", re.IGNORECASE
)
SPEED = re.compile(f"{NOW.pattern}|{SLOWER.pattern}", re.IGNORECASE)
NOT_TOLD = re.compile(r"\[[\w-]+\]")  # the number of a source
CAUDA_EQUINA = {
    "saddle, not only numb": (r"saddle", r"numb", r"tingling|altered|changed feeling"),
    "bladder, retention too": (r"bladder|urine|\bpee\b", r"empty|pass urine|retention|start"),
    "bowel": (r"bowel|stool",),
    "sexual function": (r"\bsex",),
    "pain in both legs": (r"\bpain[^./;|]{,20} both legs|both legs[^./;|]{,10} pain",),
    "weakness": (r"\bweak",),
}


def shown(text):
    """The emergencies that a text shows."""
    return {
        name
        for name, signs in EMERGENCIES.items()
        if all(re.search(sign, NOT_TOLD.sub("", text), re.IGNORECASE) for sign in signs)
    }


def read(file):
    return tomllib.loads(file.read_text())


def variants():
    for file in sorted((COURSE / "questions").glob("*.toml")):
        for family in read(file)["family"]:
            for variant in family["variant"]:
                yield f"{family['id']} {variant['id']}", family, variant


def pictures():
    """What the course lays side by side, a picture and what is done about it, as place, picture and action."""
    cautions = read(COURSE / "cautions.toml")
    yield from ((f"caution {row['id']}", row["item"], row["action"]) for row in cautions["caution"])
    yield from ((f"red flag {flag['id']}", flag["sign"], BANDS[flag["band"]]) for flag in cautions["red_flag"])
    for place, family, variant in variants():
        yield from ((place, *each) for each in ASKED.get(family["kind"], lambda _variant: ())(variant))
    for file in TEXTS:
        yield from ((str(file.relative_to(COURSE)), *each) for each in _rows(file.read_text()))


def _rows(text):
    for line in text.splitlines():
        if line.startswith("|"):
            first, *rest = line.strip("|").split("|")
            yield first, " ".join(rest)


def _pairs(variant):
    for pair in variant["pair"]:
        yield pair["left"], pair["right"]
        yield pair["left"], pair["feedback"]


def _key(variant):
    yield from ((variant["ask"], option["text"]) for option in variant["option"] if option.get("right"))


def _sample(variant):
    yield variant["ask"], variant["sample"]


ASKED = {"matching": _pairs, "choice": _key, "free-text": _sample}


def told():
    """Everything that the course itself says, with its place, without what is wrong on purpose."""
    for file in FILES:
        yield from ((str(file.relative_to(COURSE)), each) for each in _strings(read(file)))
    for file in TEXTS:
        prose = "\n".join(line for line in file.read_text().splitlines() if not line.startswith("|"))
        yield from ((str(file.relative_to(COURSE)), each) for each in re.split(r"(?<=[.!?:])\s+", prose))


def _strings(part):
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        chosen = "feedback" in part and not part.get("right") and part.get("points") != 2
        aside = {"ask", "missed", "said"} | ({"text", "reveals"} if chosen else set())
        for name in part.keys() - aside:
            yield from _strings(part[name])
    elif isinstance(part, list):
        for each in part:
            yield from _strings(each)


@pytest.mark.parametrize("emergency", EMERGENCIES)
def test_what_is_laid_beside_an_emergency_says_now(emergency):
    beside = [(place, action) for place, picture, action in pictures() if emergency in shown(picture)]
    first = {each: speeds[0] for each in beside if (speeds := SPEED.findall(each[1]))}
    assert [each for each, speed in first.items() if not NOW.fullmatch(speed)] == []
    assert first, "nothing in the course shows it"


def test_nothing_gives_an_emergency_a_slower_speed():
    first = {(place, text): SPEED.search(text) for place, text in told() if shown(text)}
    assert [each for each, speed in first.items() if speed and not NOW.fullmatch(speed[0])] == []


def test_a_rigid_belly_needs_no_fever():
    for place, sentence in told():
        assert not re.search(r"rigid belly with fever", sentence, re.IGNORECASE), place
    for place, picture, _action in pictures():
        assert not re.search(r"rigid belly with fever", picture, re.IGNORECASE), place


def test_the_urgent_band_is_one_speed():
    for file in [*FILES, *TEXTS, *sorted(COURSE.rglob("*.svg"))]:
        assert not re.search(r"same (?:day )?or (?:the )?next|at the latest (?:tomorrow|the next)", file.read_text()), (
            file
        )


def test_marcus_is_offered_the_emergency_and_it_is_best():
    [line] = [each for each in read(COURSE / "conversations" / "2-marcus.toml")["line"] if each["id"] == "told"]
    offered = [each for each in line["choice"] if each.get("when", {}).get("fact") in {None, "the-same-for-weeks"}]
    assert [each["id"] for each in offered if each.get("points") == 2] == ["now-steady"]
    points = {each["id"]: each.get("points") for each in offered}
    text = {each["id"]: each["text"] for each in offered}
    assert "emergency number" in text["now-steady"]
    assert (points["today"], "today" in text["today"]) == (1, True)


def test_whoever_is_sent_on_hears_how_fast():
    for row in read(COURSE / "cautions.toml")["caution"]:
        if re.search(r"\brefer\b|\ba doctor\b", row["action"], re.IGNORECASE):
            assert re.search(r"\b(now|today|soon)\b", row["action"]), row["id"]
    for place, sentence in told():
        if re.search(r"\b(wide|strong)\b.*\brefer\b", sentence, re.IGNORECASE):
            assert re.search(r"\b(now|today|soon|fast)\b", sentence), (place, sentence)


def test_a_wide_beat_and_pain_as_you_come_off_have_one_speed_in_lesson_and_figure():
    drawn = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", (COURSE / "figures" / "if-you-feel.svg").read_text()))
    lesson = (COURSE / "1-know-the-muscle" / "2-neighbours.md").read_text()
    assert "Wide: end. Doctor today; with pain or faint: now." in drawn
    assert re.search(r"wide or strong beat[^\n]*today, with pain now", lesson)
    assert re.search(r"Sharp belly pain, or worse as you let go[^\n]*emergency call now", lesson)
    assert "Emergency: now" in drawn


def test_leo_goes_by_the_rule_of_the_band_the_call_comes_first():
    [line] = [each for each in read(COURSE / "conversations" / "4-leo.toml")["line"] if each["id"] == "going"]
    [best] = [each["text"] for each in line["choice"] if each.get("points") == 2]
    assert re.search(r"ringing the emergency number", best)


def cauda_equina():
    """Where the course lists the signs of a squeezed cauda equina, as place and text."""
    cautions = read(COURSE / "cautions.toml")
    yield "band", " / ".join(each["sign"] for each in cautions["red_flag"] if each["band"] == "emergency")
    figure = (COURSE / "figures" / "red-flag-bands.md").read_text()
    yield "figure in words", next(line for line in figure.splitlines() if line.startswith("| Emergency"))
    drawn = (COURSE / "figures" / "red-flag-bands.svg").read_text()
    yield "figure", " / ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawn.split("Urgent: today")[0]))
    asked = (COURSE / "2-cautions-first" / "4-screening.md").read_text()
    yield "screening", next(line for line in asked.splitlines() if "**Nerves:**" in line)
    words = {each["id"]: each["meaning"] for each in read(COURSE / "glossary.toml")["term"]}
    yield "glossary", words["cauda-equina-syndrome"]
    steps = read(COURSE / "checklists" / "first-access.toml")["step"]
    yield "checklist", next(each["text"] for each in steps if each["id"] == "red-flags")


@pytest.mark.parametrize("sign", CAUDA_EQUINA)
def test_every_list_of_cauda_equina_names_every_sign(sign):
    for place, text in cauda_equina():
        missing = [part for part in CAUDA_EQUINA[sign] if not re.search(part, text, re.IGNORECASE)]
        assert not missing, (place, missing)
