"""What features provide belongs to one app: another in the same process has its own."""

import pytest

from lms.app import create_app
from lms.core import db
from lms.core.events import listeners
from lms.core.wiring import ExtensionPoint, Wiring
from lms.curriculum import kinds, rehearsals
from lms.enrolment.gates import gates
from lms.ui import navigation, slots

POINTS = [listeners, kinds.known, rehearsals.known, gates, slots.home, navigation.doors, db.before_commit]


@pytest.mark.parametrize("point", POINTS, ids=[point.name for point in POINTS])
def test_two_apps_share_nothing(app, make_app, provide, point):
    other = make_app()
    given = point()
    assert given
    provide(point, point.default)
    assert point() == point.default
    with other.app_context():
        assert point() == given


def test_another_app_adds_nothing(app):
    before = [point() for point in POINTS]
    create_app(app.config["SETTINGS"])
    assert [point() for point in POINTS] == before


def test_where_nothing_is_provided_the_default_holds():
    lamp, bell = ExtensionPoint("lamp", "dark"), ExtensionPoint("bell", "silent")
    wiring = Wiring()
    wiring.provide(lamp, "lit")
    assert (wiring.at(lamp), wiring.at(bell)) == ("lit", "silent")
