"""Read what the pages of conversations and simulations send."""
