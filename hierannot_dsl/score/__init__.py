"""Program x matrix -> Scores: how strongly every cluster speaks for every program.

Knows programs and arrays. No AnnData, no routing, no labels.
"""
