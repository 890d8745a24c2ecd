"""What arrives from the pages of conversations and simulations."""
