"""Keeping safety facts warm: a few questions a day, each just before it would be forgotten. No mark ever changes."""
