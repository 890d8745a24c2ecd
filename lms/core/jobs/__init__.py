"""One queue for all work beside the requests. docs/decisions/0020-one-queue-of-jobs.md says why it is our own."""
