"""A learner's way through a course: home, course page, lessons, progress and its reasons."""
