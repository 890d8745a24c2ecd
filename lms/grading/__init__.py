"""What instructors decide: marks of written answers, late answers, more time and extra attempts."""
