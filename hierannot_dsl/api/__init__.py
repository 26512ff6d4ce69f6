"""The Python surface: marker programs as plain objects, and the calls that analysts make with them.

Plain lists, data frames and AnnData objects come in and go out. Scoring, routing and export happen below.
"""
