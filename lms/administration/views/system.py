"""The installation itself: an overview, email and jobs that wait, and the audit trail."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.administration.pages import system as pages
from lms.administration.views.blueprint import bp
from lms.core.db import write_tx
from lms.core.i18n import ngettext
from lms.core.jobs import queue
from lms.core.pages import page
from lms.core.policy import administrators, open_to


@bp.get("/admin")
@open_to(administrators)
def overview() -> ResponseReturnValue:
    """The state of the installation, with links to everything else."""
    return page(pages.overview())


@bp.get("/admin/jobs")
@open_to(administrators)
def jobs() -> ResponseReturnValue:
    """Email and jobs that wait or have failed, and why."""
    return page(pages.jobs())


@bp.post("/admin/jobs")
@open_to(administrators)
def retry() -> ResponseReturnValue:
    """Try everything that failed again."""
    tried = write_tx(queue.retry)
    flash(ngettext("%(num)d job will be tried again.", "%(num)d jobs will be tried again.", tried))
    return redirect(url_for("administration.jobs"), 303)


@bp.get("/admin/audit")
@open_to(administrators)
def audit() -> ResponseReturnValue:
    """What was done, newest first."""
    return page(pages.audit_trail())
