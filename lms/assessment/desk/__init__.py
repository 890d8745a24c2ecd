"""What instructors decide about time: more of it for a person, and late answers that count."""
