"""Profiles drawn from data -> how often each fork is decided rightly, on a panel and on all genes.

A hierarchy, a panel and expression enter; counts leave. Reads no file.
"""
