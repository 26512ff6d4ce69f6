"""hierannot_dsl: cell-type hierarchies as a language, and labels that can be defended."""
