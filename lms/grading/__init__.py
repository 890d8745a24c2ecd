"""What those who teach decide: marks of written answers, late answers, more time and further attempts."""
