"""The built-in hierarchies, found by name and described by their own metadata; starts without arrays."""
