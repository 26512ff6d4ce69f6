"""Tests of hierarchies: what a test expresses is scored, and the call is held against what it expects.

Resolved tests, tables and panels enter; results and findings leave. Reads no file.
"""
