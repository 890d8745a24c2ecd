"""What somebody should know: a line on a page of theirs and, as they choose, a mail beside it."""
