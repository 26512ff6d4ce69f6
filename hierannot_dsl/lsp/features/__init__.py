"""One feature a file: from the workspace and the parameters of a request to its answer."""
