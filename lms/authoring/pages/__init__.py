"""The pages of the desk: courses, a course's desk, a question, a quiz."""
