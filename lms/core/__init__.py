"""What knows no feature: database, clock, events, errors, policy, pages, mail, audit, security."""
