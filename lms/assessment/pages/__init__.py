"""The pages of a quiz, of an attempt, and of its result."""
