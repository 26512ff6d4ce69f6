"""Rules for what the language allows and a careful curator would not write.

A library of resolved hierarchies and its source enter; findings leave, each of which a comment in the source
or a baseline may silence. Knows no panel and no data. Imports no pydantic: it starts as fast as `hierc
check`.
"""
