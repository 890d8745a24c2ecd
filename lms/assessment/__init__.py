"""Quizzes: one learner's attempts, from the start to the result."""
