"""Notes that learners write beside their lessons, for themselves alone."""
