import pytest


@pytest.fixture
def ana(visitor, make):
    """Ana, enrolled in the tiny course."""
    make.course()
    make.enrol("ana")
    return visitor.as_("ana")


@pytest.fixture
def write():
    """`write(ana, "text")` writes a note beside the first lesson."""

    def send(visitor, text, uid="first"):
        visitor.get("notes.note", slug="tiny", uid=uid)
        return visitor.send(".note form", text=text)

    return send


@pytest.fixture
def found():
    """`found(ana, "pulse")`: the titles of what is found, in order."""

    def ask(visitor, words, **more):
        visitor.get("search.find", q=words, **more)
        return ["".join(each.itertext()).strip() for each in visitor.page.select(".hits h2")]

    return ask
