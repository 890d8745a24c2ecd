"""/certificates/<id>: one's own attainment with its evidence, and its PDF."""

import re
from dataclasses import replace

import pytest

from lms.certification import actions, pdf
from lms.core.db import write_tx

NAMES = [
    "Łukasz Żółć", "Nguyễn Thị Ánh", "Ольга Жукова", "Γεώργιος", "محمد العربي", "דוד כהן", "सीता देवी", "สมชาย ใจดี",
    '#emph[49] \\ $x$ `raw` "quoted" <label> @ref // no comment', "a" * 120, "{{ 7 * 7 }}",
]  # fmt: skip
BEYOND_OUR_FONTS = ["山田太郎", "🎉 Ana", "a\x01b"]


@pytest.fixture
def sheet():
    """A paper with made-up words."""
    return pdf.PrintedCertificate(
        lang="en", issuer="Palpate", kind="Achievement", title="Theory", course="A course", awarded_to="Awarded to",
        holder="Ana", dates="Today", notice="", means="It says.", verify="At", address="https://x.example/verify/abc",
        qr_alt="The address", assessed="Assessed", sentences=["One."], columns=["Passed", "Result", "Day"],
        rows=[[f"Quiz {number}", "100 %", "Today"] for number in range(40)], boxes="Boxes.", moment=1_790_000_000,
    )  # fmt: skip


def test_it_says_what_was_assessed_by_whom_and_when(ana, attained):
    ana.get("certification.certificate", public_id=attained.public_id)
    text = ana.page.text
    assert "Ana Student" in text
    assert "The learner read 2 lessons and marked each one as complete." in text
    assert "The learner passed 1 quiz with no critical question missed." in text
    assert "Scored automatically under the rules of course edition 1." in text
    assert "Module test: the start" in text
    assert "100%" in text
    assert attained.evidence["digest"] in text
    assert "does not replace the course certificate" in text


@pytest.mark.parametrize("endpoint", ["certificates", "certificate", "verified", "verify"])
def test_no_page_says_licensed(ana, attained, endpoint):
    arguments = {"certificate": {"public_id": attained.public_id}, "verified": {"code": attained.code}}
    ana.get(f"certification.{endpoint}", **arguments.get(endpoint, {}))
    assert not re.search("licen[sc]e", ana.page.text, re.I)


@pytest.mark.parametrize("endpoint", ["certification.certificate", "certification.paper"])
@pytest.mark.parametrize("who", ["omar", "ines", "mara", "ada"])
def test_another_persons_is_not_there(visitor, attained, endpoint, who):
    visitor.as_(who).get(endpoint, public_id=attained.public_id, expect=404)


def test_the_code_does_not_open_the_holders_page(ana, attained):
    ana.get("certification.certificate", public_id=attained.code, expect=404)


def test_a_revoked_one_tells_its_holder_why(ana, attained):
    write_tx(lambda: actions.revoke(attained.code, "Somebody else took the test."))
    ana.get("certification.certificate", public_id=attained.public_id)
    assert "Somebody else took the test." in ana.page.text


@pytest.mark.parametrize("endpoint", ["certificate", "paper"])
def test_it_costs_two_statements(ana, attained, statements, endpoint):
    with statements(at_most=2):
        ana.get(f"certification.{endpoint}", public_id=attained.public_id)


def test_the_pdf_is_a_file_of_its_own(ana, attained):
    answer = ana.get("certification.paper", public_id=attained.public_id)
    assert answer.mimetype == "application/pdf"
    assert answer.get_data().startswith(b"%PDF-")
    assert re.fullmatch(r'attachment; filename="certificate-[\w-]+\.pdf"', answer.headers["Content-Disposition"])


def test_the_same_attainment_gives_the_same_bytes(ana, attained):
    one, two = (ana.get("certification.paper", public_id=attained.public_id).get_data() for _ in range(2))
    assert one == two


@pytest.mark.parametrize("holder", NAMES)
def test_a_name_in_its_script_is_set_accessibly(sheet, holder):
    made = pdf._compiled(replace(sheet, holder=holder, title=holder), boxes="", standard="ua-1")
    for sign in (b"/StructTreeRoot", b"/MarkInfo", b"/Lang", b"/FontFile"):
        assert sign in made


@pytest.mark.parametrize("holder", BEYOND_OUR_FONTS)
def test_a_name_beyond_our_fonts_does_not_break_it(sheet, holder):
    made = pdf.made(replace(sheet, holder=holder))
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in made


@pytest.mark.parametrize("rows", [0, 1, 200])
def test_it_takes_any_number_of_quizzes(sheet, rows):
    columns = sheet.columns if rows else []
    assert pdf.made(replace(sheet, columns=columns, rows=[["Quiz", "100 %", "Today"]] * rows)).startswith(b"%PDF-")


def test_the_fonts_that_ship_name_their_licence():
    folder = pdf.HERE / "fonts"
    text = (folder / "OFL.txt").read_text()
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    for file in folder.glob("*.ttf"):
        assert file.stem in text, file.name
