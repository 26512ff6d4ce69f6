"""What English and medical Latin say about words, whatever the organ."""

from __future__ import annotations

import re

from hierannot_dsl.matching.spelling import canonical


def _canonical(words: str) -> frozenset[str]:
    return frozenset(map(canonical, words.split()))


# Words that hold others together: passed over when words are compared.
FUNCTION_WORDS = """
    a an and any are as at be been by de du for from had has have in into is it its la le my no of
    on onto or our per s situ some that the their these this those to under upon via was were which
    while with within your
"""
FUNCTION = frozenset(FUNCTION_WORDS.split())
INTO = frozenset({"at", "in", "into", "on", "onto", "to", "within"})
NOT_BEFORE = frozenset({"exclude", "excluding", "lacking", "minus", "no", "non", "nor", "not", "without"})
NOT_AFTER = frozenset({"deficient", "depleted", "depletion", "excluded", "free", "negative", "removed"})
OR = frozenset({"nor", "or"})

# Words for a tumour that leave its tissue open.
GENERIC = _canonical("""
    adenocarcinoma cancer cancerous carcinoma lesion malignancy malignant mass metastasis metastatic
    neoplasia neoplasm neoplastic sarcoma tumor tumoral
""")
# A disease is said with these words or with these endings; whose organ it concerns is for the metadata.
CONDITION = (GENERIC - {"lesion", "mass"}) | _canonical("""
    acne allergy asthma autism burn COVID diabetes disease disorder epilepsy failure infarct
    infarction infection inflammation injury insufficiency ischemia lupus obstruction rejection
    sepsis stroke syndrome trauma ulcer vitiligo
""")
CONDITION_ENDING = re.compile(
    r".{2,}(oma|itis|osis|asis|[aeiu]mia|pathy|plasia|trophy|ema|mentia|phrenia|monia|penia)$"
)
NO_CONDITION = frozenset({"basis", "genoma", "oasis", "schema", "stasis", "stroma", "system"})

# What every organ has: cells, and the kinds and arrangements of tissue.
PART = _canonical("""
    arterial artery capillary cartilage cell center compartment epithelial epithelium endothelial
    endothelium fibroblast follicle glia glial immune ligament lineage mesenchymal mesenchyme
    microenvironment muscle nerve neuron niche organoid positive propria stroma stromal structure
    tendon vascular vasculature vein vessel zone
""")
PART_TISSUE = _canonical("connective mixed solid tissue")
PART_ENDING = re.compile(r".{3,}(cyte|cytic|phage|phil|thelium|thelial)$")

# Behind the name of an organ these say that the organ is the occasion, and not what was sampled.
OCCASION = _canonical("draining transplant transplantation transplanted")
PEOPLE = _canonical("case cohort donor individual patient recipient subject survivor volunteer")
