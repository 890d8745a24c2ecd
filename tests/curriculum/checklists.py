"""A short checklist, for the courses of the tests."""

CHECKLIST = """id = "first-access"
title = "A first access, observed"
minutes = 25
pass_percent = 80
lesson = "{lesson}"
rule = "Every critical step, and most of the others."

[[step]]
id = "asks"
part = "Before"
text = "Asks before the first touch."
critical = "always"

[[step]]
id = "warm-hands"
part = "Before"
text = "Warms the hands."
"""


def checklist(lesson):
    """The text of its file; it belongs to this lesson."""
    return CHECKLIST.format(lesson=lesson)
