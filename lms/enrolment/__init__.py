"""Who is in which course and cycle, and what must come first."""
