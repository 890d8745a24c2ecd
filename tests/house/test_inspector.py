"""The inspector sees what it is there to see, and leaves a well-made page alone."""

import pytest

from tests.inspector import faults
from tests.page import Page, text_of

GOOD = """<!doctype html>
<html lang="en">
  <head><title>Home</title><link rel="stylesheet" href="/static/app.css"></head>
  <body>
    <a class="skip" href="#main">Skip</a>
    <main id="main">
      <h1>Home</h1>
      <svg role="img" viewBox="0 0 1 1"><title>A dot</title><defs><marker id="m"></marker></defs>
        <path d="M0 0" marker-end="url(#m)"/></svg>
      <svg aria-hidden="true" viewBox="0 0 1 1"></svg>
      <form method="post" action="/go">
        <input type="hidden" name="csrf_token" value="abc">
        <label for="name">Name</label> <input id="name" name="name" aria-describedby="hint"><p id="hint">Yours.</p>
        <label>Place <select name="place"><option>Here</option></select></label>
        <fieldset><legend>Which?</legend>
          <label><input type="radio" name="which" value="1"> One</label>
          <label><input type="radio" name="which" value="2"> Two</label>
        </fieldset>
        <button type="submit">Go</button>
      </form>
      <!--HERE-->
    </main>
  </body>
</html>"""
INSIDE = {
    "<p>One<p id='x'><div></p></div>": "not HTML5",
    "<h1>Second</h1>": "one <h1>",
    "<p id='main'>twice</p>": "id 'main' stands 2 times",
    "<p id=''>none</p>": "is not one word",
    "<label for='gone'>Gone</label>": "for points at 'gone'",
    "<p aria-labelledby='gone'>x</p>": "aria-labelledby points at 'gone'",
    "<button popovertarget='gone'>x</button>": "popovertarget points at 'gone'",
    "<a href='#gone'>x</a>": "href points at 'gone'",
    "<svg aria-hidden='true'><path marker-end='url(#gone)'></path></svg>": "marker-end points at 'gone'",
    "<input name='q'>": "has no label",
    "<textarea name='q'></textarea>": "has no label",
    "<select name='q'><option>a</option></select>": "has no label",
    "<input name='q' id='q'><label for='q'></label>": "has no label",
    "<label><input type='checkbox' name='c'>a</label><label><input type='checkbox' name='c'>b</label>": "no <fieldset>",
    "<a href='/'></a>": "has no words",
    "<a href='/'><svg aria-hidden='true'></svg></a>": "has no words",
    "<button type='submit'></button>": "has no words",
    "<input type='submit'>": "has no words",
    "<table><tr><th></th></tr></table>": "has no words",
    "<img src='/x.png'>": "has no alt",
    "<svg viewBox='0 0 1 1'></svg>": "neither aria-hidden",
    "<svg role='img' viewBox='0 0 1 1'></svg>": "neither aria-hidden",
    "<form method='post'><button>Go</button></form>": "has 0 csrf_token fields",
    "<form method='POST'><input type='hidden' name='csrf_token'><button>Go</button></form>": "has 0 csrf_token",
    "<form><input type='hidden' name='csrf_token' value='a'><button>Go</button></form>": "into the address",
    "<script>alert(1)</script>": "inline <script>",
    "<p style='color:red'>x</p>": "has style=",
    "<p onclick='x()'>x</p>": "has onclick=",
    "<a href='javascript:x()'>x</a>": "href is 'javascript:x()'",
    "<a href=' JavaScript:x()'>x</a>": "href is",
    "<img alt='' src='data:image/png;base64,x'>": "src is 'data:",
    "<img alt='' src='https://elsewhere.example/x.png'>": "from another host",
    "<script type='module' src='//elsewhere.example/x.js'></script>": "from another host",
}
OUTSIDE = {
    "<!doctype html>": ("", "not HTML5"),
    ' lang="en"': ("", "names no language"),
    "<title>Home</title>": ("<title> </title>", "the title is empty"),
    "<h1>Home</h1>": ("<p>Home</p>", "one <h1>"),
    "</title>": ("</title><style>p{}</style>", "inline <style>"),
}


def test_a_well_made_page_has_no_faults():
    assert faults(Page(GOOD)) == []


@pytest.mark.parametrize("planted", INSIDE)
def test_a_planted_fault_is_found(planted):
    found = faults(Page(GOOD.replace("<!--HERE-->", planted)))
    assert any(INSIDE[planted] in fault for fault in found), found


@pytest.mark.parametrize("part", OUTSIDE)
def test_what_a_page_lacks_is_found(part):
    instead, words = OUTSIDE[part]
    found = faults(Page(GOOD.replace(part, instead)))
    assert any(words in fault for fault in found), found


@pytest.mark.parametrize(
    "fine",
    [
        "<a href='/' aria-label='Home'><svg aria-hidden='true'></svg></a>",
        "<a href='/'><img src='/x.png' alt='Home'></a>",
        "<input name='q' aria-label='Search'>",
        "<img src='/x.png' alt=''>",
        "<a href='https://elsewhere.example/'>A source</a>",
        "<script type='module' src='/static/x.js'></script>",
        "<p role=group aria-label=A><label><input type=radio name=r>a</label><label><input type=radio name=r>b</label>",
    ],
)
def test_what_is_fine_is_left_alone(fine):
    assert faults(Page(GOOD.replace("<!--HERE-->", fine))) == []


def test_elements_are_found_by_the_part_of_css_that_the_tests_use():
    page = Page(GOOD)
    assert [text_of(each) for each in page.select("main form legend, h1")] == ["Home", "Which?"]
    assert len(page.select("input[type=radio]")) == 2
    assert page.one("form[action='/go'] input[name^=na]").get("id") == "name"
    assert page.select('a.skip[href$="main"]')
    assert page.select("#main #name")
    assert not page.select("fieldset #name")
    with pytest.raises(AssertionError, match="cannot read"):
        page.select("a:hover")
