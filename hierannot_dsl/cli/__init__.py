"""The command line: read, call, print, exit. Arguments and files come in; text and an exit code go out.

`check`, `list` and `tree` have to start fast: what needs numpy, pandas, scipy or anndata is imported by the
function that uses it, never at the top of a module here.
"""
