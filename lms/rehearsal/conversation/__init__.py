"""The client conversation: a graph of lines and choices with a state, run as pure functions."""
