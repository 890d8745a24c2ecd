"""The pages of a session: while it goes on, and looking back."""
