"""An attainment as the words of its paper."""

from flask import current_app

from lms.certification.pages import Paper
from lms.certification.pdf import Sheet
from lms.core.i18n import day, language
from lms.core.i18n import gettext as _


def sheet(paper: Paper) -> Sheet:
    """The words of the paper, in the reader's language."""
    issued, evidence = paper.issued, paper.issued.evidence
    return Sheet(
        lang=language(),
        issuer=current_app.config["SETTINGS"].site_name,
        kind=_("Achievement"),
        title=issued.title,
        course=_("Course: %(title)s", title=evidence.title),
        awarded_to=_("Awarded to"),
        holder=issued.holder,
        dates=_dates(paper),
        notice=paper.holds if issued.standing == "revoked" else "",
        means=paper.means,
        verify=_("Anyone can check its current status at"),
        address=paper.address,
        qr_alt=_("QR code for the same address"),
        assessed=_("What was assessed"),
        sentences=[*paper.assessed, _("Edition fingerprint: %(digest)s", digest=evidence.digest[:16])],
        columns=[_("Assessment"), _("Result"), _("Date")] if paper.quizzes else [],
        rows=[list(each) for each in paper.quizzes],
        boxes=_("A box stands for a character that this file cannot display. The page at the address above shows it."),
        moment=int(issued.awarded_at.timestamp()),
    )


def _dates(paper: Paper) -> str:
    awarded = day(paper.issued.awarded_at)
    if paper.issued.expires_on is None:
        return _("Awarded on %(day)s. Does not expire.", day=awarded)
    return _("Awarded on %(day)s. Valid until %(until)s.", day=awarded, until=day(paper.issued.expires_on))
