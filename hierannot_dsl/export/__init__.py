"""Routes -> tables: labels with their uncertainty, as people and other tools read them."""
