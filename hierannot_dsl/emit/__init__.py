"""Results of the compiler and the interpreter -> text: for a terminal, for spreadsheets, for other programs.

One file per output. Text goes out; where it is written is decided elsewhere.
"""
