"""Learners at a quiz, as the tests of assessment have them."""

from tests.assessment.conftest import ana, ana_again, enrolled, later

__all__ = ["ana", "ana_again", "enrolled", "later"]
