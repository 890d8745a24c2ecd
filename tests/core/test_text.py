"""Names and email addresses have one spelling."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.text import BadAddress, normal_address, tidy


def test_an_address_has_one_spelling():
    assert {normal_address(text) for text in ("Ana@Cast.Example", " ana@cast.example ", "ana@CAST.example\t")} == {
        "ana@cast.example"
    }


@pytest.mark.parametrize(
    "text", ["", "ana", "ana@", "@cast.example", "a b@cast.example", "ana@cast", "x" * 6000 + "@a.example"]
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(BadAddress):
        normal_address(text)


@given(st.text())
def test_every_text_is_an_address_or_refused(text):
    with suppress(BadAddress):
        assert normal_address(normal_address(text)) == normal_address(text)


@given(st.text(max_size=400))
def test_a_tidy_name_stands_on_one_line(text):
    name = tidy(text)
    assert name == name.strip()
    assert name.isprintable()
    assert len(name) <= 120
