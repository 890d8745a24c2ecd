"""What an attempt's page does with each reply to an answer: the real page in a real browser, and a server by script."""

import json
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from lms.ui.assets import STATIC
from tests.assessment.learner import TEST, Learner

pytestmark = pytest.mark.browser
HERE = "http://attempt.example"
NONE = 0  # no reply: there is no network
LONG = 120  # seconds, longer than any wait of the page
SAVED, KEPT = "Saved at 10:00:00", "Not sent yet, saved on this device"
TOLD = "The server says why"

# The replies to an answer, in order; the seconds that the page waits before each further try; the final
# text; and whether the device still stores the answer.
CASES = {
    "it is saved": ([200], [], SAVED, False),
    "no network, then it is saved": ([NONE, 200], [1], SAVED, False),
    "no network for a while": ([NONE, NONE, NONE, 200], [1, 2, 4], SAVED, False),
    "never longer than half a minute": ([NONE] * 7 + [200], [1, 2, 4, 8, 16, 30, 30], SAVED, False),
    "the server fails": ([500, 200], [1], SAVED, False),
    "the database is away": ([503, 200], [1], SAVED, False),
    "too many at once": ([429, 200], [1], SAVED, False),
    "another window was newer": ([409], [], f"{TOLD} View status", False),
    "it is too long": ([413], [], TOLD, False),
    "it is no answer": ([422], [], TOLD, False),
    "signed out": ([401], [], "You’re signed out", True),
    "not allowed": ([403], [], f"{TOLD} View status", True),
    "the attempt is gone": ([404], [], "This attempt no longer exists", True),
    "an old token is renewed": ([400, 200], [0], SAVED, False),
    "a token that is refused again": ([400, 400], [0], f"{TOLD} View status", True),
}


class Server:
    """Gives the page and the static files, and to each answer the next of the replies."""

    def __init__(self, html):
        self.html = html
        self.replies = []
        self.sent = []

    def answer(self, route):
        request = route.request
        path = urlsplit(request.url).path
        if path.startswith("/static/"):
            return route.fulfill(path=STATIC / path.split("/", 3)[3])
        if request.method == "GET":  # the page; asked for again, it has another token
            html, self.html = self.html, self.html.replace('name="csrf_token" value="', 'name="csrf_token" value="new')
            return route.fulfill(body=html, content_type="text/html; charset=utf-8")
        self.sent.append((request.post_data_json["seq"], request.headers["x-csrftoken"]))
        status = self.replies.pop(0)
        if status == NONE:
            return route.abort("internetdisconnected")
        told = {"shown": "10:00:00"} if status == 200 else {"message": TOLD}
        return route.fulfill(status=status, body=json.dumps(told), content_type="application/json")


@pytest.fixture
def server(visitor, make):
    make.course()
    make.enrol("ana")
    ana = Learner(visitor.as_("ana"), TEST)
    ana.start()
    ana.visitor.get("assessment.attempt", id=ana.attempt)
    return Server(ana.visitor.page.html)


@pytest.fixture
def page(chrome, server):
    """The attempt in a window with a stopped clock."""
    context = chrome.new_context()
    context.route("**/*", server.answer)
    page = context.new_page()
    page.clock.install()
    page.goto(f"{HERE}/attempt")
    page.clock.pause_at(page.evaluate("() => Date.now() + 1000"))
    yield page
    context.close()


def choose(page, question=0, option=0):
    page.locator("[data-question]:has(.choices)").nth(question).locator(".choices input").nth(option).check()


def kept(page):
    return page.evaluate(
        "() => Object.keys(localStorage).filter((key) => key.startsWith('palpate:attempt:')).length > 0"
    )


@pytest.mark.parametrize("name", CASES)
def test_each_reply_has_its_words_and_its_next_step(page, server, name):
    replies, waits, words, stays = CASES[name]
    server.replies = list(replies)
    choose(page)
    for seconds in waits:
        expect(page.locator(".save-state")).to_contain_text(KEPT if seconds else words)
        tried = len(server.sent)
        page.clock.run_for(1000 * seconds - 1 if seconds else 0)
        assert len(server.sent) == tried or not seconds
        page.clock.run_for(1)
    expect(page.locator(".save-state")).to_contain_text(words)
    page.clock.run_for(LONG * 1000)
    expect(page.locator(".save-state")).to_contain_text(words)
    assert [seq for seq, _token in server.sent] == [1] * len(replies), "the same answer, and never more than it says"
    assert kept(page) is stays


def test_the_token_that_is_sent_again_is_the_new_one(page, server):
    server.replies = [400, 200]
    choose(page)
    expect(page.locator(".save-state")).to_contain_text(SAVED)
    first, second = (token for _seq, token in server.sent)
    assert second == f"new{first}"


def test_what_is_refused_stays_in_sight_while_the_next_is_saved(page, server):
    server.replies = [422, 200]
    for question in (0, 1):
        choose(page, question)
    expect(page.locator(".save-state")).to_have_text(TOLD)
    page.clock.run_for(LONG * 1000)
    expect(page.locator(".save-state")).to_have_text(TOLD)
    assert len(server.sent) == 2


def test_the_network_is_back_before_the_wait_is_over(page, server):
    server.replies = [NONE, 200]
    choose(page)
    expect(page.locator(".save-state")).to_contain_text(KEPT)
    page.evaluate("() => dispatchEvent(new Event('online'))")
    expect(page.locator(".save-state")).to_contain_text(SAVED)


def test_a_change_while_an_answer_is_under_way_follows_it(page, server):
    server.replies = [NONE, 200]
    choose(page)
    expect(page.locator(".save-state")).to_contain_text(KEPT)
    choose(page, option=1)
    expect(page.locator(".save-state")).to_contain_text(SAVED)
    assert [seq for seq, _token in server.sent] == [1, 2]
    assert not kept(page)
