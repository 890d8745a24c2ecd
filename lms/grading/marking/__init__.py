"""Marking by hand: the answers that wait for a person, and the marks that this person gives."""
