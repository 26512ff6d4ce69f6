"""AnnotationResult -> Explanation: every number between one cluster and its label.

Knows results and the rules of export. No files, no terminals: `emit` writes explanations.
"""

from hierannot_dsl.explain.derive import explain_cluster as explain_cluster
from hierannot_dsl.explain.model import Explanation as Explanation
