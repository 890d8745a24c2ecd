"""What our pages cost compared with a minimal Flask app, measured in one alternating run."""
