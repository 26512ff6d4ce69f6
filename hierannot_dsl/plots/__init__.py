"""Results -> matplotlib figures: every function gives the figure and its axes, and shows or saves nothing.

The package needs the extra ``plots``; nothing here is imported before a plot is asked for.
"""
