"""Ada, who looks after the installation."""

import pytest


@pytest.fixture
def ada(visitor):
    """The administrator."""
    return visitor.as_("ada")


def told(visitor):
    """The page's confirmation."""
    return " ".join(each.text for each in visitor.page.select("[role=status]"))
