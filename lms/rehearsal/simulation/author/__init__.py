"""A simulation as its author writes it: read, checked, and played for them."""
