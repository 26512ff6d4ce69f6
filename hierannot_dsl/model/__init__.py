"""What a valid `.hier` file means: frozen records that no longer know how they were written.

Resolved syntax comes in (`semantics.lower`), panels and programs go out. Knows no text, no panel, no matrix.
"""
