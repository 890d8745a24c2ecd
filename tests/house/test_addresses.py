"""Addresses go down as imports do: a feature names pages of its own and of features below it.

Pages of features above it are named in `core/addresses.py` alone, and no path of a route is written out by hand.
"""

import ast
import inspect
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from config import ROOT
from lms.core import addresses

LMS = ROOT / "lms"
FREE = {
    "core/addresses.py": "the one place that names pages of higher features",
    "core/security.py": "lets a probe of this machine in before its route is looked for",
    "serve.py": "asks a running server for its health, from outside",
}
NAMED = re.compile(r"(\w+)\.(\w*)")
PATH = re.compile(r"/([a-z][\w.-]*)")
# Quoted text, and text joined to a value, as in {{ path }}/note.
TEXTS = (
    re.compile(r"'([^'\"]*)'"),
    re.compile(r'"([^\'"]*)"'),
    re.compile(r"\}\}(/[a-z][^\"'\s]*)"),
)  # {{ path }}/note


@dataclass(frozen=True)
class Routes:
    """The names of the app's routes, the order of features, and the fixed words of paths."""

    endpoints: frozenset[str]
    feature_of: dict[str, str]  # of a blueprint
    height: dict[str, int]
    words: frozenset[str]

    def faults(self, feature: str, text: str) -> Iterator[str]:
        """What is wrong with a text in the code of this feature."""
        named = NAMED.match(text)
        owner = self.feature_of.get(named[1]) if named else None
        is_one = text in self.endpoints or (named and text == named[0] and not named[2])  # f"rehearsal.{sort}"
        if owner and is_one and self.height[owner] > self.height[feature]:
            yield f"{text!r} stands higher than {feature}"
        path = PATH.match(text)
        if path and path[1] in self.words:
            yield f"{text!r} is the path of a route"


@pytest.fixture
def routes(app):
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["type"] == "layers" and "lms.core" in each["layers"])
    height = {
        name.strip().removeprefix("lms."): floor
        for floor, names in enumerate(reversed(layers))
        for name in names.split("|")
    }
    rules = list(app.url_map.iter_rules())
    return Routes(
        endpoints=frozenset(rule.endpoint for rule in rules),
        feature_of={name: each.import_name.split(".")[1] for name, each in app.blueprints.items()},
        height=height,
        words=frozenset(word for rule in rules for word in rule.rule.split("/") if word and "<" not in word),
    )


def in_python(routes: Routes, feature: str, source: str) -> Iterator[str]:
    """The faults of a module, apart from the paths of its own routes."""
    tree = ast.parse(source)
    decorators = [each for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) for each in node.decorator_list]
    given = {id(node) for each in decorators for node in ast.walk(each)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in given:
            yield from (f"line {node.lineno}: {fault}" for fault in routes.faults(feature, node.value))


def in_template(routes: Routes, feature: str, source: str) -> Iterator[str]:
    """The faults of a template: in what it quotes, and in paths that it puts together."""
    for number, line in enumerate(source.splitlines(), 1):
        for text in (each for form in TEXTS for each in form.findall(line)):
            yield from (f"line {number}: {fault}" for fault in routes.faults(feature, text))


READERS = {".py": in_python, ".html": in_template}


def test_every_address_goes_down(routes):
    found = []
    for file in (file for file in LMS.rglob("*") if file.suffix in READERS):
        name = file.relative_to(LMS)
        feature = name.parts[0].removesuffix(".py")
        if feature in routes.height and name.as_posix() not in FREE:
            found += [f"{name}: {each}" for each in READERS[file.suffix](routes, feature, file.read_text())]
    assert found == []


def test_the_paths_that_are_written_down_are_those_of_the_routes(app):
    with app.test_request_context():
        assert addresses.LESSON.format(slug="a", uid="b") == addresses.lesson("a", "b")
        [quiz] = [rule.rule for rule in app.url_map.iter_rules("assessment.quiz") if "GET" in rule.methods]
        assert quiz.replace("<", "{").replace(">", "}") == addresses.QUIZ


def test_every_address_can_be_asked_for(app):
    ours = inspect.getmembers(addresses, lambda each: getattr(each, "__module__", "") == addresses.__name__)
    with app.test_request_context():
        for name, address in ours:
            if name not in {"anywhere", "absolute"}:
                wanted = [each for each in address.__annotations__ if each != "return"]
                assert address(*wanted).startswith("/"), name


# Each seen failing:


@pytest.mark.parametrize(
    ("feature", "source", "fault"),
    [
        ("accounts", 'url_for("learning.home")', "'learning.home' stands higher than accounts"),
        ("grading", 'write(work, "authoring.desk", slug=slug)', "'authoring.desk' stands higher than grading"),
        ("enrolment", 'url_for(f"rehearsal.{sort}")', "'rehearsal.' stands higher than enrolment"),
        ("compliance", 'literal("/clinics/").concat(slug)', "'/clinics/' is the path of a route"),
        ("search", 'f"{lesson}/note"', "'/note' is the path of a route"),
    ],
)
def test_an_address_in_a_module_that_goes_up_is_found(routes, feature, source, fault):
    assert list(in_python(routes, feature, source)) == [f"line 1: {fault}"]


@pytest.mark.parametrize(
    ("feature", "source", "fault"),
    [
        ("ui", "<a href=\"{{ url_for('search.find') }}\">", "'search.find' stands higher than ui"),
        ("ui", "{{ '/home' if me else '/' }}", "'/home' is the path of a route"),
        ("learning", '<a href="{{ path }}/note">', "'/note' is the path of a route"),
        ("notes", '<a href="/courses">', "'/courses' is the path of a route"),
    ],
)
def test_an_address_in_a_template_that_goes_up_is_found(routes, feature, source, fault):
    assert f"line 1: {fault}" in list(in_template(routes, feature, source))


@pytest.mark.parametrize(
    ("feature", "source"),
    [
        ("learning", 'url_for("assessment.quiz")'),
        ("assessment", 'url_for("assessment.quiz")'),
        ("accounts", '@bp.get("/home")\ndef home(): ...'),
        ("accounts", '"learning.md"'),
    ],
)
def test_other_texts_are_left_alone(routes, feature, source):
    assert list(in_python(routes, feature, source)) == []
