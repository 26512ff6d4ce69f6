from tests.unit.cli.conftest import Hierc


def test_the_catalog_is_a_table(hierc: Hierc) -> None:
    run = hierc("list")
    assert run.status == 0
    header, *rows = run.out.splitlines()
    assert header.split() == ["name", "tissue", "roots", "nodes", "what", "it", "is"]
    named = {row.split()[0]: row.split()[2:4] for row in rows}
    assert named["immune_core"] == ["6", "13"]
    assert named["colon_tme"] == ["5", "23"]
    assert named["tme_core"] == ["5", "22"]
    assert named["solid_tissue_core"] == ["4", "8"]
