"""Everyday words that lie near the name of an organ, and are no slips for it."""

from __future__ import annotations

from hierannot_dsl.matching.spelling import canonical

WORDS = """
    all annals associate atomic beast beat bowl bran buff cancel canker canter chance changed charge
    chronological clonal clonic collection collective colonial colony connection consecutive corned
    corner cornet cornmeal correcting crept cryptic cylindrical deciduous denial dense destructive enter
    expressive familiar family front function gist granular granule graph gurus hart hear hearty heat
    intentional isle killed later laud lever literal live lover malt mangle mash master mate material
    matte meter minima minimum moral moth multiplex multiply nature neutral neutron nuclear palace
    palatial photo plate plural postal pouch rape read real recital rectus regressive rental respirator
    sage seat segment seminar seminary serious silicon skeleton sold spiral stoke stratum strike strode
    strove substantial sweet syringe tabular temporary threat tick til toot tried unit vulgar whale
    while
"""
ORDINARY = frozenset(map(canonical, WORDS.split()))
