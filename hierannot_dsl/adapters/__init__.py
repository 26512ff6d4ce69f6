"""Files, tables and AnnData objects -> what the core computes with, and its results back into them."""
