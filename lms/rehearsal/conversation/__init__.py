"""Conversations with a client: a graph of lines and choices with a state, run by pure functions."""
