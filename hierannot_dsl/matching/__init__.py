"""A text and the metadata of hierarchies -> which of them fits.

What stands here is knowledge of language. What belongs to which tissue is said by the metadata alone.
"""
