"""An attainment as a tagged PDF, set by typst with bundled fonts. Slow: never inside a write scope."""

import io
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import segno
import typst
from flask import current_app

from lms.certification.pages import Paper
from lms.core.i18n import day, language
from lms.core.i18n import gettext as _

HERE = Path(__file__).resolve().parent
INK = "#1d2829"


@dataclass(frozen=True)
class PrintedCertificate:
    """Every word that is printed. `certificate.typ` has no text of its own."""

    lang: str
    issuer: str
    kind: str
    title: str
    course: str
    awarded_to: str
    holder: str
    dates: str
    notice: str  # says that it was revoked, or ""
    means: str
    verify: str
    address: str
    qr_alt: str
    assessed: str
    sentences: list[str]
    columns: list[str]
    rows: list[list[str]]
    boxes: str  # only if our fonts lack a character
    moment: int  # seconds since 1970, so that the same attainment gives the same bytes


def sheet(paper: Paper) -> PrintedCertificate:
    """The printed words, in the reader's language."""
    issued, evidence = paper.issued, paper.issued.evidence
    return PrintedCertificate(
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


def made(sheet: PrintedCertificate) -> bytes:
    """The PDF. It is PDF/UA-1 if our fonts have every character; otherwise it is tagged and says what is missing."""
    try:
        return _compiled(sheet, boxes="", standard="ua-1")
    except typst.TypstError:
        return _compiled(sheet, boxes=sheet.boxes, standard=None)


def _compiled(sheet: PrintedCertificate, *, boxes: str, standard: Literal["ua-1"] | None) -> bytes:
    values = {**asdict(sheet), "boxes": boxes, "qr": _qr(sheet.address)}
    return typst.compile(
        HERE / "certificate.typ",
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=standard,
        sys_inputs={"paper": json.dumps(values)},
        timestamp=sheet.moment,
    )


def _qr(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", xmldecl=False, border=1, dark=INK)
    return out.getvalue().decode()


def file_name(address: str) -> str:
    """The name of the file. It has the end of the code, so that two certificates do not overwrite each other."""
    return f"certificate-{urlsplit(address).path[-6:].strip('-_')}.pdf"
