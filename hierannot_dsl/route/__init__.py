"""Scores -> Routes: from the roots down to the deepest label that the evidence defends, with reasons."""
