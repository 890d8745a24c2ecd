"""What every page must satisfy, checked on each one that a test opens."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from tests.page import Page, elements, name, text_of

UNLABELLED = {"hidden", "submit", "button", "reset", "image"}  # these need no <label>
POINTERS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "aria-owns", "aria-errormessage")
SINGLE_POINTERS = ("for", "popovertarget", "commandfor", "list", "form", "aria-activedescendant")
ADDRESSES = ("href", "src", "action", "formaction", "srcset", "poster", "data")
LOADED = {"link", "script", "img", "iframe", "source", "video", "audio", "object", "embed", "use", "image"}
Check = Callable[[Page], Iterator[str]]


def faults(page: Page) -> list[str]:
    """Everything that is wrong with a page, in words."""
    return [fault for check in CHECKS for fault in check(page)]


def parses(page: Page) -> Iterator[str]:
    """HTML5 without a single parse error."""
    yield from (f"not HTML5: {error}" for error in page.errors)


def has_a_head(page: Page) -> Iterator[str]:
    """A language, a title, one heading of the first level."""
    if not page.one("html").get("lang"):
        yield "<html> names no language"
    if not page.title:
        yield "the title is empty"
    headings = [text_of(heading) for heading in page.select("h1")]
    if len(headings) != 1 or not headings[0]:
        yield f"one <h1> with words is needed; found {headings}"


def ids_are_unique(page: Page) -> Iterator[str]:
    """Every id is unique."""
    counted = Counter(element.get("id") for element in page.select("[id]"))
    yield from (f"id {uid!r} stands {count} times" for uid, count in counted.items() if count > 1)
    yield from (f"id {uid!r} is not one word" for uid in counted if not uid or len(uid.split()) != 1)


def pointers_have_targets(page: Page) -> Iterator[str]:
    """What points at an id points at one that is there."""
    known = {element.get("id") for element in page.select("[id]")}
    for element in elements(page.root):
        for attribute, uid in _pointers(element):
            if uid not in known:
                yield f"{_show(element)}: {attribute} points at {uid!r}, which is not on the page"


def _pointers(element: Element) -> Iterator[tuple[str, str]]:
    for attribute in POINTERS:
        yield from ((attribute, uid) for uid in (element.get(attribute) or "").split())
    yield from ((attribute, uid) for attribute in SINGLE_POINTERS if (uid := element.get(attribute)))
    href = element.get("href") or ""
    if href.startswith("#") and len(href) > 1:
        yield "href", href[1:]
    for attribute, value in element.items():
        yield from ((attribute, uid) for uid in re.findall(r"url\(#([^)]+)\)", value))


def fields_are_labelled(page: Page) -> Iterator[str]:
    """Every field has a label, and radio buttons and checkboxes of one name share a legend."""
    groups: dict[tuple[Element | None, str], list[Element]] = defaultdict(list)
    for field in page.select("input, select, textarea"):
        if field.get("type") in UNLABELLED:
            continue
        if not _labelled(page, field):
            yield f"{_show(field)} has no label"
        if field.get("type") in {"radio", "checkbox"}:
            form = next((up for up in page.ancestors(field) if name(up) == "form"), None)
            groups[form, field.get("name") or ""].append(field)
    for (_form, group), fields in groups.items():
        if len(fields) > 1 and not all(_in_a_group(page, field) for field in fields):
            yield f"the {len(fields)} fields named {group!r} stand in no <fieldset> with a <legend>"


def _labelled(page: Page, field: Element) -> bool:
    if _named_by_aria(page, field):
        return True
    labels = [label for label in page.select("label") if label.get("for") == field.get("id", object())]
    labels += [up for up in page.ancestors(field) if name(up) == "label"]
    return any(text_of(label) for label in labels)


def _in_a_group(page: Page, field: Element) -> bool:
    for up in page.ancestors(field):
        legends = [child for child in up if name(child) == "legend"]
        if name(up) == "fieldset" and legends and text_of(legends[0]):
            return True
        if up.get("role") in {"group", "radiogroup"} and _named_by_aria(page, up):
            return True
    return False


def links_and_buttons_have_words(page: Page) -> Iterator[str]:
    """Every link and button has a text for screen readers."""
    for element in page.select("a, button, summary, legend, label, th, h2, h3, h4"):
        if not _words(page, element):
            yield f"{_show(element)} has no words"
    for field in page.select("input[type=submit], input[type=button], input[type=reset]"):
        if not field.get("value"):
            yield f"{_show(field)} has no words"


def pictures_have_words(page: Page) -> Iterator[str]:
    """An image tells what it shows, or says that it is decoration."""
    for image in page.select("img"):
        if image.get("alt") is None:
            yield f"{_show(image)} has no alt"
    for drawing in page.select("svg"):
        hidden = any(up.get("aria-hidden") == "true" for up in (drawing, *page.ancestors(drawing)))
        inside = any(name(up) == "svg" for up in page.ancestors(drawing))
        titled = any(name(child) == "title" and text_of(child) for child in drawing) or _named_by_aria(page, drawing)
        if not (hidden or inside or (drawing.get("role") == "img" and titled)):
            yield f'{_show(drawing)} is neither aria-hidden nor role="img" with a title'


def forms_are_protected(page: Page) -> Iterator[str]:
    """A form that changes something carries the token; one that reads carries no token into the address."""
    for form in page.select("form"):
        tokens = [each for each in form.iter() if each.get("name") == "csrf_token" and each.get("value")]
        posts = (form.get("method") or "get").lower() == "post"
        if posts and len(tokens) != 1:
            yield f"{_show(form)} has {len(tokens)} csrf_token fields"
        if not posts and tokens:
            yield f"{_show(form)} puts the csrf_token into the address"


def nothing_is_inline(page: Page) -> Iterator[str]:
    """Scripts and styles are in files, because the policy blocks inline ones."""
    for element in elements(page.root):
        tag = name(element)
        if tag == "style" or (tag == "script" and not element.get("src")):
            yield f"inline <{tag}>"
        for attribute, value in element.items():
            if attribute == "style" or attribute.startswith("on"):
                yield f"{_show(element)} has {attribute}="
            if attribute.rpartition("}")[2] in ADDRESSES and re.match(r"\s*(javascript|vbscript|data):", value, re.I):
                yield f"{_show(element)}: {attribute} is {value[:40]!r}"


def nothing_comes_from_elsewhere(page: Page) -> Iterator[str]:
    """Every file of a page is ours."""
    for element in elements(page.root):
        address = element.get("src") or element.get("href") or ""
        if name(element) in LOADED and urlsplit(address).netloc:
            yield f"{_show(element)} loads {address!r} from another host"


CHECKS: tuple[Check, ...] = (
    parses,
    has_a_head,
    ids_are_unique,
    pointers_have_targets,
    fields_are_labelled,
    links_and_buttons_have_words,
    pictures_have_words,
    forms_are_protected,
    nothing_is_inline,
    nothing_comes_from_elsewhere,
)


def _named_by_aria(page: Page, element: Element) -> bool:
    if (element.get("aria-label") or "").strip():
        return True
    wanted = (element.get("aria-labelledby") or "").split()
    return any(text_of(each) for each in page.select("[id]") if each.get("id") in wanted)


def _words(page: Page, element: Element) -> bool:
    pictures = [each.get("alt") or each.get("aria-label") or "" for each in element.iter() if each is not element]
    return bool(text_of(element) or any(pictures) or _named_by_aria(page, element))


def _show(element: Element) -> str:
    kept = [f'{key}="{value[:40]}"' for key, value in element.items() if key in {"id", "name", "class", "type", "href"}]
    return f"<{' '.join([name(element), *kept])}>"
