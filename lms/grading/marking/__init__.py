"""Marking by hand: written answers and the marks that instructors give."""
