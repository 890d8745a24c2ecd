"""Search: in the lessons of one's courses, in glossaries, and in one's own notes."""
