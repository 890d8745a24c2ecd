"""Facts about documents alone: their digest, vanished ids, counts."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from lms.curriculum.document import Document


def digest(stored: Mapping[str, Any]) -> str:
    """SHA-256 of a stored document. The same digest is the same edition."""
    canonical = json.dumps(stored, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def ids(document: Document) -> set[tuple[str, str]]:
    """Every id that something outside the document may refer to, with its sort."""
    sorts: dict[str, tuple[Any, ...]] = {
        "module": document.modules,
        "lesson": document.lessons,
        "quiz": document.quizzes,
        "rehearsal": document.rehearsals,
        "family": document.families,
        "claim": document.claims,
        "source": document.sources,
        "figure": document.figures,
        "term": document.terms,
        "caution": document.cautions,
        "red flag": document.red_flags,
        "checklist": document.checklists,
    }
    own = {(sort, part.id) for sort, parts in sorts.items() for part in parts}
    own |= {("objective", each.id) for lesson in document.lessons for each in lesson.objectives}
    return own | {("variant", f"{each.id}/{variant.id}") for each in document.families for variant in each.variants}


def vanished(before: Document, after: Document) -> tuple[str, ...]:
    """The ids of the earlier edition that the later one no longer has, in words."""
    return tuple(f'{sort} "{uid}"' for sort, uid in sorted(ids(before) - ids(after)))


def counts(document: Document) -> dict[str, int]:
    """Counts of a course's parts, for `flask courses check --explain`."""
    critical = [family for family in document.families if family.critical]
    return {
        "modules": len(document.modules),
        "lessons": len(document.lessons),
        "words": sum(len(lesson.text.split()) for lesson in document.lessons),
        "quizzes": len(document.quizzes),
        "conversations": sum(each.sort == "conversation" for each in document.rehearsals),
        "simulations": sum(each.sort == "simulation" for each in document.rehearsals),
        "families": len(document.families),
        "critical families": len(critical),
        "variants": sum(len(family.variants) for family in document.families),
        "figures": len(document.figures),
        "sources": len(document.sources),
        "claims": len(document.claims),
        "terms": len(document.terms),
        "cautions": len(document.cautions),
        "red flags": len(document.red_flags),
        "checklists": len(document.checklists),
        "steps in checklists": sum(len(each.steps) for each in document.checklists),
        "seed points taught": len({point for lesson in document.lessons for point in lesson.seed}),
    }
