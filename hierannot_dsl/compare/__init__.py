"""Two resolved hierarchies -> what changed in meaning, and whom that breaks.

`pair` finds which hierarchy is which and `match` which program, `diff` says what became of each, `breaking`
what users must be told and which version that takes. All of it is about meaning: order, layout and comments
are no change.
"""
