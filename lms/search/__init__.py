"""Finding words: in the lessons of one's courses, in glossaries, in one's own notes."""
