"""The pages of the course editor: courses, one course, a question, a quiz."""
