"""Three states of one file -> one that has the work of both sides, or says where they contradict each other.

`tree` takes a file apart into records: a statement each, known by what it is about and not by its line.
`alike` finds nodes that one side renamed. `threeway` decides record by record; `order` and `write` make a
text of it. A comment belongs to its statement and does not get lost.
"""
