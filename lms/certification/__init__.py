"""What was attained: awarded with its evidence, shown, verified by anybody, revoked."""
