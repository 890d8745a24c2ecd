"""The figure on which the hand is placed: without the layers that give the place away, or complete for the debrief."""

from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

from lms.curriculum.document import Figure

SVG = "http://www.w3.org/2000/svg"
LOOK = {"start": "f-zone", "never": "f-danger"}  # of the zones that the debrief shows
ElementTree.register_namespace("", SVG)


def bare(figure: Figure, place: Mapping[str, Any]) -> Markup:
    """The figure without its layers, with the simulation's own title and description."""
    return _written(_stripped(figure, place))


def told(figure: Figure, place: Mapping[str, Any], points: Iterable[tuple[int, int]]) -> Markup:
    """The same with the start zones, the forbidden zones, and where the hand was placed, in order."""
    drawn = _stripped(figure, place)
    for zone in place["zone"]:
        if zone["kind"] in LOOK:
            corners = " ".join(f"{x},{y}" for x, y in zone["points"])
            ElementTree.SubElement(drawn, _tag("polygon"), {"class": LOOK[zone["kind"]], "points": corners})
    for x, y in points:
        for radius, look in ((9, "hand-ring"), (4, "hand-dot")):
            ElementTree.SubElement(drawn, _tag("circle"), {"class": look, "cx": str(x), "cy": str(y), "r": str(radius)})
    return _written(drawn)


def _stripped(figure: Figure, place: Mapping[str, Any]) -> ElementTree.Element:
    drawn = ElementTree.fromstring(figure.svg)  # noqa: S314 - the compiler has checked and written it
    for parent in list(drawn.iter()):
        for child in [each for each in parent if "layer" in each.get("class", "").split()]:
            parent.remove(child)
    for child in drawn:
        if child.tag in (_tag("title"), _tag("desc")):
            child.text = place["title" if child.tag == _tag("title") else "description"]
    return drawn


def _written(drawn: ElementTree.Element) -> Markup:
    return Markup(ElementTree.tostring(drawn, encoding="unicode"))  # noqa: S704 - as above; texts are escaped


def _tag(name: str) -> str:
    return f"{{{SVG}}}{name}"
