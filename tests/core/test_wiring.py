"""What features provide belongs to one app: another in the same process has its own."""

from lms.app import create_app
from lms.core.wiring import ExtensionPoint, Wiring


def points(app):
    """Every extension point at which the app's features provide something."""
    return list(app.extensions["palpate"]._provided)


def test_two_apps_share_nothing(app, make_app, provide):
    other = make_app()
    assert len(points(app)) > 7
    for point in points(app):
        given = point()
        provide(point, point.default)
        assert point() == point.default != given
        with other.app_context():
            assert point() == given, point.name


def test_another_app_adds_nothing(app):
    before = {point: point() for point in points(app)}
    create_app(app.config["SETTINGS"])
    assert {point: point() for point in points(app)} == before


def test_where_nothing_is_provided_the_default_holds():
    lamp, bell = ExtensionPoint("lamp", "dark"), ExtensionPoint("bell", "silent")
    wiring = Wiring()
    wiring.provide(lamp, "lit")
    assert (wiring.at(lamp), wiring.at(bell)) == ("lit", "silent")
