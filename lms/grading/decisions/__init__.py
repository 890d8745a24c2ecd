"""What instructors decide: more time for a person, another attempt, and late answers that count."""
