import json
from pathlib import Path

from tests.unit.cli.conftest import Hierc


def test_the_name_alone_is_printed(hierc: Hierc) -> None:
    run = hierc("match", "crc", "liver metastasis")
    assert (run.status, run.out, run.err) == (0, "liver_tme\n", "")


def test_where_nothing_matches_all_are_listed(hierc: Hierc) -> None:
    run = hierc("match", "hello", "world")
    assert run.status == 1
    assert run.err == "hierc: no confident match for `hello world`; there are\n"
    lines = run.out.splitlines()
    assert len(lines) == 12
    assert "colon_tme          colon" in lines


def test_a_tie_is_told(hierc: Hierc) -> None:
    run = hierc("match", "liver", "and", "lung")
    assert (run.status, run.out, run.err) == (0, "liver_tme\n", "fits as well: lung_tme\n")


def test_a_catalog_of_ones_own_is_considered(hierc: Hierc, blood: Path) -> None:
    blood.write_text(blood.read_text().replace('tissue   "blood"', 'tissue   "haemolymph"'))
    run = hierc("match", "hemolymph", "--catalog", str(blood.parent))
    assert (run.status, run.out) == (0, "blood\n")


def test_a_catalog_that_cannot_be_read_is_told(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "bad.hier").write_bytes(b"hier 1\n\xff")
    run = hierc("match", "colon", "--catalog", str(tmp_path))
    assert run.status == 2
    assert "bad.hier is not UTF-8" in run.err
    assert run.out == ""


def test_suggestions_are_a_table_with_reasons(hierc: Hierc) -> None:
    run = hierc("suggest", "crc", "livr", "metastasis", "--top", "2")
    assert run.status == 0
    assert run.out.splitlines() == [
        "score  name       tissue  why",
        "    2  liver_tme  liver   typo: 'livr' ~ 'liver', tissue 'liver' of liver_tme",
        "    1  colon_tme  colon   'crc' = keyword of colon_tme (not where the metastasis",
        "                          sits)",
    ]


def test_suggestions_for_other_programs(hierc: Hierc) -> None:
    run = hierc("suggest", "skin", "--top", "1", "--format", "json")
    assert json.loads(run.out) == {
        "format": "hierannot_dsl.suggestions",
        "format_version": 1,
        "text": "skin",
        "suggestions": [
            {
                "name": "skin_tme",
                "score": 3,
                "tissue_scope": "skin",
                "why": "'skin' = tissue of skin_tme",
                "tied": False,
            }
        ],
    }


def test_suggest_says_when_it_knows_nothing_or_not_enough(hierc: Hierc) -> None:
    run = hierc("suggest", "hello")
    assert (run.status, run.err) == (0, "no confident match for `hello`\n")
    assert len(run.out.splitlines()) == 6
    assert hierc("suggest", "liver", "lung").err == ""
    assert hierc("suggest", "liver,", "lung").err == "equal: liver_tme, lung_tme\n"


def test_a_text_that_is_too_long_is_told(hierc: Hierc) -> None:
    run = hierc("match", "x" * 10_001)
    assert (run.status, run.out) == (2, "")
    assert run.err == "hierc: match: the text has 10,001 characters; at most 10,000 are read\n"
