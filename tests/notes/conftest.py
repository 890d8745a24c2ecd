import pytest


@pytest.fixture
def ana(visitor, make):
    """Ana, enrolled in the tiny course."""
    make.course()
    make.enrol("ana")
    return visitor.as_("ana")


@pytest.fixture
def write():
    """`write(ana, "text")` writes a note beside the first lesson, as its page sends it."""

    def send(visitor, text, uid="first", expect=302):
        visitor.get("notes.note", slug="tiny", uid=uid)
        return visitor.send(".note form", expect=expect, text=text)

    return send
