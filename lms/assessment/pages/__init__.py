"""The pages of quizzes: of a quiz, of an attempt at it, of its result."""
