"""A text that does not parse -> the tree of what can be read, and one finding for each damaged line.

Knows the grammar through its start symbol ``line``, and the mistakes that people make; is imported
only after the whole text has failed.
"""
