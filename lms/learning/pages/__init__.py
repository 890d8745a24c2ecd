"""The pages of a learner's way: courses, home, lessons, the glossary."""
