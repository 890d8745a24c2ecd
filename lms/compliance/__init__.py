"""The clinic's view: who belongs to it, what they have achieved, until when, and why not."""
