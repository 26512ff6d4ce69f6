"""Scores -> Routes: from the roots down to the deepest label that the evidence defends, with reasons."""

from hierannot_dsl.route.result import Confidence as Confidence
from hierannot_dsl.route.result import Routes as Routes
from hierannot_dsl.route.result import Stop as Stop
from hierannot_dsl.route.walk import route_clusters as route_clusters
