"""A student's way through a course: home, course page, lesson reader, progress and its reasons."""
