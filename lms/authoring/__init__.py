"""The instructor's desk: questions and quizzes written in forms, previewed, and published."""
