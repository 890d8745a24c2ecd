"""A template uses what its page gives it and nothing else, and a page gives nothing that its template does not use."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import pytest
from jinja2 import DictLoader, Environment, nodes
from jinja2.meta import find_referenced_templates, find_undeclared_variables

from lms.core.pages import Page


def pages(of: type[Page] = Page) -> Iterator[type[Page]]:
    """Every page that names a template."""
    for each in of.__subclasses__():
        if hasattr(each, "template") and each.__module__.startswith("lms."):
            yield each
        yield from pages(each)


def needs(env: Environment, name: str) -> set[str]:
    """The names that a template asks of its context, with those of the templates that it includes and extends.

    A template that is imported asks for nothing: it gets no context.
    """
    tree = env.parse(env.loader.get_source(env, name)[0])
    imported = {node.template.value for node in tree.find_all((nodes.FromImport, nodes.Import))}
    found = find_undeclared_variables(tree)
    for each in set(find_referenced_templates(tree)) - imported - {None}:
        found |= needs(env, each)
    return found - own(tree)


def own(tree: nodes.Template) -> set[str]:
    """The names that a template gives itself: what it imports and sets, its macros, what it goes through."""
    imported = {
        name if isinstance(name, str) else name[1] for node in tree.find_all(nodes.FromImport) for name in node.names
    }
    macros = {node.name for node in tree.find_all(nodes.Macro)}
    return imported | macros | {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}


def faults(env: Environment, page: type[Page], known: set[str]) -> Iterator[str]:
    """What the template lacks, and what it leaves unused."""
    given, wanted = {field.name for field in fields(page)}, needs(env, page.template) - known
    yield from (f"{page.template} asks for {name}, which {page.__name__} does not give" for name in wanted - given)
    yield from (f"{page.__name__} gives {name}, which {page.template} does not use" for name in given - wanted)


@pytest.fixture
def known(app):
    """What every template has without its page: globals, and what the app's context processors add."""
    added: dict[str, object] = {}
    with app.test_request_context():
        app.update_template_context(added)
    return app.jinja_env.globals.keys() | added.keys()


def test_every_template_gets_what_it_uses(app, known):
    assert len(list(pages())) > 30
    assert sorted(fault for page in pages() for fault in faults(app.jinja_env, page, known)) == []


def test_no_page_hides_what_every_template_has(known):
    hiding = {f"{page.__name__}.{field.name}" for page in pages() for field in fields(page) if field.name in known}
    assert hiding == set()


def test_no_template_hands_its_context_to_what_it_imports(app):
    for name in app.jinja_env.list_templates(extensions=["html"]):
        tree = app.jinja_env.parse(app.jinja_env.loader.get_source(app.jinja_env, name)[0])
        assert not any(node.with_context for node in tree.find_all((nodes.FromImport, nodes.Import))), name


# Seen failing:


@dataclass(frozen=True, kw_only=True)
class Planted(Page):
    template = "planted.html"
    title: str
    forgotten: str


def test_a_name_that_is_missing_and_one_that_is_unused_are_found():
    env = Environment(
        autoescape=True,
        loader=DictLoader(
            {
                "planted.html": "{% extends 'base.html' %}{% from 'm.html' import m %}{% block a %}{{ title }}"
                "{% for line in lines %}{% include 'part.html' %}{% endfor %}{{ m(me) }}{% endblock %}",
                "base.html": "{{ language }}{% block a %}{% endblock %}",
                "part.html": "{{ line }}{{ colour }}",
                "m.html": "{% macro m(x) %}{{ x }}{% endmacro %}",
            }
        ),
    )
    assert set(faults(env, Planted, {"me"})) == {
        "planted.html asks for language, which Planted does not give",
        "planted.html asks for lines, which Planted does not give",
        "planted.html asks for colour, which Planted does not give",
        "Planted gives forgotten, which planted.html does not use",
    }
