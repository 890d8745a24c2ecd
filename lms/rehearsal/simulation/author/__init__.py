"""The author's side of a simulation: reading, checking and playing its file."""
