"""Two resolved hierarchies -> what changed in meaning, and whom that breaks.

`match` finds which program is which, `diff` says what became of each, `breaking` what users must be told and
which version that takes. All of it is about meaning: order, layout and comments are no change.
"""
