"""The course editor: questions and quizzes written in forms, previewed, and published."""
