"""Palpate: courses for hands that must be careful.

The features stand on each other in one direction; a feature imports only what stands below it:
app > compliance, authoring > certification > notices > learning > assessment > enrolment > curriculum >
organizations > accounts > ui > core.
"""
