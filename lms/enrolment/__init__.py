"""Who is enrolled in which course and cycle, and what a step requires first."""
