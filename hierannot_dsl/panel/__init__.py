"""Model x panel -> what the panel can still tell apart, and the program that scores it."""
