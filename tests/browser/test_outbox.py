"""What the outbox of an attempt keeps, on the page and on the device, case by case: a real browser and no server."""

import pytest

from lms.ui.assets import STATIC
from tests.faults.answering import until

pytestmark = pytest.mark.browser
HERE = "http://outbox.example/"
DAY = 24 * 3600 * 1000

# What is done, step by step in the windows `here` and `there`; then what waits in the window `here`, longest first, and
# what the device keeps. `0=a` is the answer a to question 0, `0=a#2` the same with its sequence number.
CASES = {
    "nothing": ("", "", ""),
    "an answer": ("put 0=a", "0=a#1", "0=a#1"),
    "the newest alone": ("put 0=a, put 0=b", "0=b#2", "0=b#2"),
    "the page knows of a later one": ("put 0=a after 7", "0=a#8", "0=a#8"),
    "acknowledged": ("put 0=a, drop 0#1", "", ""),
    "an older one is acknowledged": ("put 0=a, put 0=b, drop 0#1", "0=b#2", "0=b#2"),
    "one of another question is acknowledged": ("put 0=a, put 1=b, drop 0#1", "1=b#1", "1=b#1"),
    "acknowledged twice": ("put 0=a, drop 0#1, put 0=b, drop 0#1", "0=b#2", "0=b#2"),
    "the longest waiting first": ("put 0=a, put 1=b, put 2=c", "0=a#1 1=b#1 2=c#1", "0=a#1 1=b#1 2=c#1"),
    "a change goes to the end": ("put 0=a, put 1=b, put 0=c", "1=b#1 0=c#2", "1=b#1 0=c#2"),
    "a later visit": ("put 0=a, put 1=b, open", "0=a#1 1=b#1", "0=a#1 1=b#1"),
    "a later visit goes on counting": ("put 0=a, open, put 0=b", "0=b#2", "0=b#2"),
    "another attempt": ("put 0=a, open another", "", "0=a#1"),
    "two windows, two questions": ("put 0=a, there put 1=b", "0=a#1", "0=a#1 1=b#1"),
    "two windows, one question": ("put 0=a, there put 0=b", "0=a#1", "0=b#2"),
    "two windows, one question, three times": ("put 0=a, there put 0=b, put 0=c", "0=c#3", "0=c#3"),
    "acknowledged here, waiting there": ("put 0=a, there put 1=b, drop 0#1", "", "1=b#1"),
    "an old one of here, a new one of there": ("put 0=a, there put 0=b, drop 0#1", "", "0=b#2"),
    "a window that opens later has both": ("there put 0=a, there put 1=b, open", "0=a#1 1=b#1", "0=a#1 1=b#1"),
    "the device is full": ("fill, put 0=a, put 1=b", "0=a#1 1=b#1", ""),
    "the device is full and it is acknowledged": ("fill, put 0=a, drop 0#1", "", ""),
    "there is room again": ("fill, put 0=a, empty, put 0=b", "0=b#2", "0=b#2"),
    "the device keeps nothing": ("forbid, put 0=a, put 0=b", "0=b#2", ""),
    "the device keeps nonsense": ("spoil, open, put 0=a", "0=a#1", "0=a#1"),
    "kept by a script without turns": ("put 0=a, put 1=b, forget turns, open, put 0=c", "1=b#1 0=c#2", "1=b#1 0=c#2"),
}
SCRIPT = """async () => {
  const { Outbox } = await import("/outbox.js");
  const open = (attempt) => { window.box = new Outbox(attempt); };
  const key = "palpate:attempt:one", kept = () => JSON.parse(localStorage.getItem(key));
  const forbidden = () => { throw new DOMException("forbidden", "SecurityError"); };
  window.does = {
    open: (attempt = "one") => open(attempt),
    put: (question, given, known = "0") => box.put(question, Number(known), { choice: [given] }),
    drop: (question, seq) => box.drop(question, Number(seq)),
    fill: () => { for (let size = 2 ** 23; size >= 1; size /= 2) try { fill(size); } catch { /* it is full */ } },
    empty: () => localStorage.clear(),
    forbid: () => Object.defineProperty(window, "localStorage", { get: forbidden }),
    spoil: () => localStorage.setItem(key, "{nonsense"),
    forget: () => {
      const all = kept();
      for (const each of Object.values(all.waiting)) delete each.turn;
      localStorage.setItem(key, JSON.stringify(all));
    },
  };
  const fill = (size) => localStorage.setItem("filled", (localStorage.getItem("filled") ?? "") + "x".repeat(size));
  window.waiting = () => {
    const found = [];
    while (!box.empty) {  // as the page sends them, one after the other
      const question = box.next, { seq, given } = box.letter(question);
      found.push(`${question}=${given.choice}#${seq}`);
      delete box.waiting[question];
    }
    return found.join(" ");
  };
  window.stored = () => {
    const waiting = Object.entries(kept()?.waiting ?? {});
    waiting.sort(([, one], [, other]) => (one.turn ?? 0) - (other.turn ?? 0));
    return waiting.map(([question, { seq, given }]) => `${question}=${given.choice}#${seq}`).join(" ");
  };
  window.raw = () => { try { return localStorage.getItem(key) ?? ""; } catch { return null; } };
  open("one");
}"""


def steps(text):
    """The steps of a case: whose window, what, and with what."""
    for step in filter(None, text.split(", ")):
        words = step.replace("=", " ").replace("#", " ").replace(" after ", " ").split()
        window = "there" if words[0] == "there" else "here"
        yield window, *(words[1:] if window == "there" else words)


def agree(here, there):
    """Wait until both windows see the same: what one process writes reaches another a moment later."""
    until(lambda: None in (seen := [each.evaluate("() => raw()") for each in (here, there)]) or seen[0] == seen[1])


@pytest.fixture(scope="module")
def windows(chrome):
    """Two windows of one browser."""
    context = chrome.new_context(base_url=HERE)
    context.route("**/*", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    context.route("**/*.js", lambda route: route.fulfill(path=STATIC / route.request.url.rpartition("/")[2]))
    yield {"here": context.new_page(), "there": context.new_page()}
    context.close()


@pytest.fixture
def opened(windows):
    """Both windows on a page with nothing but an outbox, and a device that keeps nothing yet."""
    windows["here"].goto("/")
    windows["here"].evaluate("() => localStorage.clear()")
    for page in windows.values():
        page.goto("/")
        page.evaluate(SCRIPT)
    agree(*windows.values())
    return windows


@pytest.mark.parametrize("name", CASES)
def test_it_keeps_each_answer_once_until_it_is_acknowledged(opened, name):
    done, waits, kept = CASES[name]
    for window, what, *arguments in steps(done):
        opened[window].evaluate("([what, given]) => does[what](...given)", [what, arguments])
        agree(*opened.values())
    assert opened["there"].evaluate("() => stored()") == kept
    assert opened["here"].evaluate("() => waiting()") == waits


def test_a_letter_has_the_answer_what_stands_beside_it_and_the_time(opened):
    page = opened["here"]
    page.clock.set_fixed_time("2026-11-23T10:00:00Z")
    beside = {"flagged": True, "confidence": "sure"}
    page.evaluate("(beside) => box.put('3', 4, { choice: ['1', '2'] }, beside)", beside)
    letter = page.evaluate("() => box.letter('3')")
    assert letter == {"seq": 5, "given": {"choice": ["1", "2"]}, **beside, "at": "2026-11-23T10:00:00.000Z"}


@pytest.mark.parametrize(("days", "left"), [(29, ["palpate:attempt:old"]), (31, [])])
def test_what_no_visit_has_sent_for_a_month_is_forgotten(opened, days, left):
    page = opened["here"]
    age = "(age) => localStorage.setItem('palpate:attempt:old', JSON.stringify({ waiting: {}, at: Date.now() - age }))"
    page.evaluate(age, days * DAY)
    page.evaluate("() => localStorage.setItem('another', 'stays')")
    page.evaluate("() => does.open('new')")
    assert page.evaluate("() => Object.keys(localStorage).sort()") == ["another", *left]
