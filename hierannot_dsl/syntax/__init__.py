"""`.hier` text -> syntax tree: every statement, comment and place of a file, and nothing of its meaning."""
