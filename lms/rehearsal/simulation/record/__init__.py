"""What is kept of a session, how it goes on, and the one judge of it."""
