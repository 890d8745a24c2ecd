"""What instructors decide: more time, extra attempts, and which late answers count."""
