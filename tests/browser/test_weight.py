"""What a lesson weighs on the wire: at the first visit, and at the second."""

from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import COURSE

pytestmark = pytest.mark.browser
COLD = (100_000, 8)  # bytes and requests
WARM = (13_500, 2)
LESSONS = ("name-and-place", "neighbours")


class Wire:
    """What crosses the wire for a page: asked of the browser itself."""

    def __init__(self, page):
        self.urls, self.bytes, self._cached = {}, {}, set()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.requestServedFromCache", lambda told: self._cached.add(told["requestId"]))
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)

    def _asked(self, told):
        self.urls[told["requestId"]] = told["request"]["url"]

    def _finished(self, told):
        self.bytes[told["requestId"]] = told["encodedDataLength"]

    def _answered(self, told):
        if told["response"].get("fromDiskCache"):
            self._cached.add(told["requestId"])

    def taken(self):
        """The requests that went out since the last time: address and bytes of each."""
        sent = [
            (url, int(self.bytes.get(request, 0)))
            for request, url in self.urls.items()
            if request not in self._cached and urlsplit(url).scheme in {"http", "https"}
        ]
        self.urls, self.bytes, self._cached = {}, {}, set()
        return sent


def visit(page, wire, path):
    with page.expect_event("requestfinished", lambda request: request.method == "POST"):
        page.goto(path)  # and the page tells that it is open
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    return wire.taken()


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_is_light(window, learner, site, proof, lesson):
    page = window(learner[2])
    wire = Wire(page)
    path = f"/courses/{COURSE}/lessons/{lesson}"
    cold, warm = visit(page, wire, path), visit(page, wire, path)
    figures = {name: [sum(size for _url, size in sent), len(sent)] for name, sent in (("cold", cold), ("warm", warm))}
    proof(f"weight-{lesson}", **figures)
    assert {urlsplit(url).netloc for url, _size in cold + warm} == {urlsplit(site.address).netloc}
    assert sum(size for _url, size in cold) <= COLD[0], cold
    assert len(cold) <= COLD[1], cold
    assert sum(size for _url, size in warm) <= WARM[0], warm
    assert len(warm) <= WARM[1], warm
    assert cold[0][1] > 2000, "the page itself was counted"
