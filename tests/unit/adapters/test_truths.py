import pytest

from hierannot_dsl.adapters.notices import DataWarning
from hierannot_dsl.adapters.truths import read_truth
from tests.unit.panel.trees import hierarchy, node

TREE = hierarchy(node("T cell", "CD3D", node("CD8", "CD8A", cl="CL:0000625"), cl="CL:0000084"))


def truth(tmp_path, text, name="truth.csv", dataset="blood", clusters=None):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_truth(path, TREE, dataset=dataset, clusters=clusters)


def test_nodes_are_named_or_given_by_their_id_the_first_that_is_one(tmp_path):
    text = (
        "cluster,label,cl_id,also_ok\n"
        "c0,T cell,,\n"
        "c1,some T,CL:0000625,\n"
        "c2,,CL:9999999;CL:0000084,\n"
        "c3,,CL:9999999,CL:1;CL:0000625\n"
        "c4,B cell,CL:0000236,\n"
    )
    assert truth(tmp_path, text) == {"c0": "T cell", "c1": "CD8", "c2": "T cell", "c3": "CD8"}


def test_of_several_data_sets_one_is_read(tmp_path):
    text = "dataset\tcluster\tnode\nblood\tc0\tCD8\nliver\tc1\tCD8\n"
    assert truth(tmp_path, text, "truth.tsv") == {"c0": "CD8"}


def test_what_says_nothing_is_told(tmp_path):
    with pytest.raises(ValueError, match=r"it needs a column `cluster`, and `node`, `label` or `cl_id`"):
        truth(tmp_path, "id,name\n1,T cell\n")
    with pytest.raises(ValueError, match="has no cluster of `blood` that is a node of `toy`"):
        truth(tmp_path, "cluster,node\nc0,B cell\n")


def test_a_misspelt_node_is_told_and_a_type_that_the_hierarchy_lacks_is_not(tmp_path):
    text = "cluster,node,cl_id\nc0,CD8,\nc1,Tcell,\nc2,B cell,CL:0000236\nc3,,\n"
    with pytest.warns(
        DataWarning, match="names what is no node of `toy`, .*: `Tcell`; did you mean `T cell`?"
    ):
        assert truth(tmp_path, text) == {"c0": "CD8"}


def test_a_cluster_that_there_is_not_is_told(tmp_path):
    text = "cluster,node\nc0,CD8\nc9,CD8\n"
    with pytest.warns(DataWarning, match="names what is no cluster of `blood`, which is left out: `c9`"):
        assert truth(tmp_path, text, clusters=["c0", "b1"]) == {"c0": "CD8"}
    with pytest.raises(
        ValueError, match="has no cluster of `blood` that is a node of `toy`; it has `c0`, `c9`"
    ):
        truth(tmp_path, text, clusters=["1"])
