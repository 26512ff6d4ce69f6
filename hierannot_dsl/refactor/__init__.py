"""Refactors of `.hier` sources: a library and what is to change come in, the new text or diagnostics go out.

Texts are edited at the places of the syntax tree, so that comments and layout stay. A refactor whose result
says anything else than was asked for is refused.
"""
