"""What a user's mistake is: a value with a code, a place and prose computed from its data.

Passes put diagnostics in; terminals, JSON and editors take them out. Knows sources, nothing else.
"""
