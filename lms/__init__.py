"""Palpate: courses for hands that must be careful.

The features stand on each other in one direction; a feature imports only what stands below it:
app > cli > demo > administration, compliance, authoring > certification > notices > search > notes, review >
learning > rehearsal > grading > assessment > invitations > enrolment > questions > curriculum > organizations >
accounts > ui > core.
"""
