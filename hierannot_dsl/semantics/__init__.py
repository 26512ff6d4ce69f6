"""Syntax trees -> resolved hierarchies -> models: names looked up, edits applied, meaning checked.

Imports no pydantic until `lower`: `hierc check` ends before it.
"""
