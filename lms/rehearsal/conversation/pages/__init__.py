"""The pages of a conversation: while it goes on, and looking back."""
