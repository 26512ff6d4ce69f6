"""Arrays in, arrays out: the arithmetic of scoring, without a word about programs or files.

Matrices are genes x clusters unless a docstring says otherwise.
"""
