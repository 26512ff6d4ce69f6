import re

from tests.unit.cli.conftest import Hierc


def test_the_catalog_is_a_table(hierc: Hierc) -> None:
    run = hierc("list")
    assert run.status == 0
    header, *rows = run.out.splitlines()
    assert header.split() == ["name", "version", "tissue", "roots", "nodes", "what", "it", "is"]
    named = {row.split()[0]: row.split()[3:5] for row in rows}
    assert named["immune_core"] == ["6", "13"]
    assert named["colon_tme"] == ["5", "23"]
    assert named["tme_core"] == ["5", "22"]
    assert named["solid_tissue_core"] == ["4", "8"]


def test_every_hierarchy_has_a_semantic_version(hierc: Hierc) -> None:
    for arguments in ((), ("--deep",)):
        rows = hierc("list", *arguments).out.splitlines()[1:]
        assert all(re.fullmatch(r"\d+\.\d+\.\d+", row.split()[1]) for row in rows)
