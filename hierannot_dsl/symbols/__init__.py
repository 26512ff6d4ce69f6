"""What a symbol that is not an approved gene symbol may stand for: table in, candidates out, never a choice.

Knows nothing of hierarchies or panels. Where a name may mean several genes, all of them are given.
"""
