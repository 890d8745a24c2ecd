"""The pages of learning: courses, home, lessons, the glossary."""
