"""Program x matrix -> Scores: how strongly every cluster speaks for every program.

Knows programs and arrays. No AnnData, no routing, no labels.
"""

from hierannot_dsl.score.expression import Expression as Expression
from hierannot_dsl.score.interpret import decide as decide
from hierannot_dsl.score.interpret import score_clusters as score_clusters
from hierannot_dsl.score.result import Evidence as Evidence
from hierannot_dsl.score.result import Scores as Scores
from hierannot_dsl.score.settings import DefaultSettings as DefaultSettings
from hierannot_dsl.score.settings import HierannotSettings as HierannotSettings
from hierannot_dsl.score.settings import Settings as Settings
from hierannot_dsl.score.settings import change_decision as change_decision
from hierannot_dsl.score.settings import decision_knobs as decision_knobs
from hierannot_dsl.score.settings import make_settings as make_settings
