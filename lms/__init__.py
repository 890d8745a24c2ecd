"""Palpate: courses for hands that must be careful.

Features build on each other in one direction. A feature imports only what is below it:
app > cli > demo > administration, compliance, authoring > certification > notices > search > notes, review >
learning > rehearsal > grading > assessment > invitations > enrolment > questions > curriculum > organizations >
accounts > ui > core.
"""
