"""`.hier` text -> syntax tree: every statement, comment and place of a file, and nothing about what it means."""
