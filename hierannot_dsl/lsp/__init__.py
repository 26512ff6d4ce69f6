"""What an editor sends over the language server protocol -> what the compiler knows of its documents.

One analysis, many faces: every feature reads what `check`, `lint`, `fmt`, `rename` and `compile` read, and
finds out nothing by itself. Needs the extra ``lsp``.
"""
