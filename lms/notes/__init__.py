"""What learners write down beside their lessons, for themselves alone."""
