"""Every interface text goes through gettext: in a language of brackets, only data is outside them.

The walk of `test_matrix.py` asks it of every page; here is what it sees.
"""

import pytest

from tests.house.wording import Known, forgotten
from tests.page import Page

HOUSE = "<!doctype html><html><head><title>⟦Home⟧ · Palpate</title></head><body>{}</body></html>"


@pytest.mark.parametrize(
    "planted",
    [
        "<p>Forgotten</p>",
        "<p>⟦Found⟧ forgotten</p>",
        "<p>⟦Found <b>bold</b>⟧ <b>forgotten</b></p>",
        '<p aria-label="Forgotten">⟦Found⟧</p>',
        '<img alt="forgotten">',
        '<input type="submit" value="Forgotten">',
        '<input placeholder="Forgotten">',
        "<option>Forgotten</option>",
        "<p>⟦%(count)s steps⟧ of 12 forgotten</p>",
    ],
)
def test_a_forgotten_text_is_noticed(planted):
    [text] = forgotten(Page(HOUSE.format(planted)), Known(["Palpate"]))
    assert text.lower().endswith("forgotten")


@pytest.mark.parametrize(
    "clean",
    [
        "<p>⟦Read <b>this</b> and ⟦that⟧⟧, 3/4, 84 %, 10:42:07, 22 November 2026</p>",
        "<p>Ana Student</p>",
        "<p><em>Ana</em> <a href='/'>⟦all⟧</a></p>",
        "<script>var forgotten</script>",
        '<p translate="no">person.renamed</p>',
    ],
)
def test_data_numbers_and_times_may_stand_outside(clean):
    assert forgotten(Page(HOUSE.format(clean)), Known(["Palpate", "Ana Student"])) == []
