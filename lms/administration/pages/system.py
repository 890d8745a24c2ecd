"""The state of the installation: an overview, what waits or has failed, the audit trail."""

import shutil
from dataclasses import dataclass

from flask import current_app

from config import Settings
from lms.administration.forms import sought
from lms.core import audit, schema
from lms.core.acts import Act
from lms.core.audit import TrailEntry
from lms.core.db import db
from lms.core.jobs.queries import Backlog, OpenJob, lines, standings
from lms.core.mail import MAIL, Unsent, unsent
from lms.core.pages import Page
from lms.core.paging import Pager, Slice, page_number, pager

A_PAGE = 50
GIB = 1024**3


@dataclass(frozen=True, kw_only=True)
class OverviewPage(Page):
    """The database, its tables, the disk and the queue in a few lines."""

    template = "administration/overview.html"
    database: str
    problem: str
    migration: str
    free: float  # GiB
    total: float  # GiB
    queue: list[Backlog]


@dataclass(frozen=True, kw_only=True)
class JobsPage(Page):
    """Email that has not left, and jobs that are not finished."""

    template = "administration/jobs.html"
    letters: list[Unsent]
    jobs: list[OpenJob]
    failed: int


@dataclass(frozen=True, kw_only=True)
class AuditPage(Page):
    """The audit trail, filtered."""

    template = "administration/audit.html"
    entries: Slice[TrailEntry]
    pages: Pager
    acts: list[str]
    act: str
    about: str
    chain: str


def overview() -> OverviewPage:
    """The overview. Three statements."""
    settings: Settings = current_app.config["SETTINGS"]
    disk = shutil.disk_usage(settings.var)
    return OverviewPage(
        database="PostgreSQL" if db.engine.dialect.name == "postgresql" else "SQLite",
        problem=schema.complaint(db.engine) or "",
        migration=schema.newest() or "",
        free=disk.free / GIB,
        total=disk.total / GIB,
        queue=list(standings()),
    )


def jobs() -> JobsPage:
    """What waits or has failed, failures first. Three statements."""
    letters = unsent()
    others = [each for each in lines() if each.kind != MAIL.name]
    failed = sum(1 for each in (*(letter.job for letter in letters), *others) if each.failed_at)
    return JobsPage(letters=letters, jobs=others, failed=failed)


def audit_trail() -> AuditPage:
    """The acts found, a page at a time. One statement."""
    act, about, chain = sought("act"), sought("about"), sought("chain")
    found = audit.entries(page_number(), A_PAGE, act=act, about=about, chain=chain)
    asked = {"act": act or None, "about": about or None, "chain": chain or None}
    return AuditPage(
        entries=found, pages=pager(found, "administration.audit", **asked), acts=sorted(Act), act=act, about=about,
        chain=chain,
    )  # fmt: skip
