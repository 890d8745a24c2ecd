"""What our pages cost beside the least that Flask can do, measured in one alternating run."""
