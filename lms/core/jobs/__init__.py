"""One queue for all background work. docs/decisions/0020-one-queue-of-jobs.md says why we wrote our own."""
