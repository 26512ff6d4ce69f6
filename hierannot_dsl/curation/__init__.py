"""Cluster means of known types x a hierarchy -> what every marker is worth, and genes that could be markers.

Knows the model and panels; of files, terminals and the Cell Ontology nothing: who asks brings tables, and
says which terms are above which.
"""
