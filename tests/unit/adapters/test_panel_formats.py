"""Lists of genes as instruments and their software write them."""

import gzip
import json

import anndata
import numpy as np
import pytest

from hierannot_dsl.adapters.panels import find_panel, panel_names, read_panel

TENX = (
    "ENSG00000167286\tCD3D\tGene Expression\n"
    "ENSG00000198851\tCD3E\tGene Expression\n"
    "ADT_CD4\tCD4\tAntibody Capture\n"
)
GENES_TSV = "ENSG00000167286\tCD3D\nENSG00000198851\tCD3E\nENSG00000153563.16\tCD3E\n"


def written(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_panel(path)


def test_features_of_10x_are_symbols_of_genes_not_ids_and_not_antibodies(tmp_path):
    panel = written(tmp_path, "features.tsv", TENX)
    assert (panel.genes, panel.left_out) == (("CD3D", "CD3E"), ("CD4",))
    assert panel.note == "those of the second column; the first holds ids"


def test_features_of_10x_may_be_zipped_and_older_ones_have_two_columns(tmp_path):
    (tmp_path / "genes.tsv.gz").write_bytes(gzip.compress(GENES_TSV.encode()))
    panel = read_panel(tmp_path / "genes.tsv.gz")
    assert (panel.genes, panel.repeated) == (("CD3D", "CD3E"), ("CD3E",))
    (tmp_path / "broken.tsv.gz").write_bytes(b"not zipped")
    with pytest.raises(ValueError, match="is not a gzip file"):
        read_panel(tmp_path / "broken.tsv.gz")


@pytest.mark.parametrize(
    ("name", "text", "genes", "left_out", "note"),
    [
        (
            "x.csv",
            "gene_id,gene_name,n\nENSG00000167286,CD3D,1\n,CD4,2\n",
            ("CD3D", "CD4"),
            (),
            "those of the column `gene_name`",
        ),
        (
            "x.csv",
            "Ensembl ID,HGNC symbol,Gene\nE1,CD3D,x\n",
            ("CD3D",),
            (),
            "those of the column `HGNC symbol`",
        ),
        (
            "cosmx.csv",
            "DisplayName,ProbeID,CodeClass\nCD3D,P1,Endogenous\nNegPrb1,P2,Negative\nSystemControl3,P3,SystemControl\n",
            ("CD3D",),
            ("NegPrb1", "SystemControl3"),
            "",
        ),
        (
            "x.tsv",
            "target\nCD3D\nantisense_CD4\nBLANK_0069\n",
            ("CD3D",),
            ("antisense_CD4", "BLANK_0069"),
            "",
        ),
        ("x.csv", "ENSG00000167286,1\nENSG00000198851,2\n", ("1", "2"), (), None),
    ],
)
def test_the_column_of_symbols_is_the_one_that_says_so(tmp_path, name, text, genes, left_out, note):
    panel = written(tmp_path, name, text)
    assert (panel.genes, panel.left_out) == (genes, left_out)
    assert note is None or panel.note == note


def target(name, descriptor="gene"):
    return {"type": {"descriptor": descriptor, "data": {"name": name, "id": "ENSG1"}}, "codewords": [1]}


def test_the_panel_of_a_xenium_run(tmp_path):
    targets = [target("CD3D"), target("NegControlProbe_00042", "negative control probe"), target("MS4A1")]
    panel = written(tmp_path, "gene_panel.json", json.dumps({"payload": {"targets": targets}}))
    assert (panel.genes, panel.left_out) == (("CD3D", "MS4A1"), ("NegControlProbe_00042",))


@pytest.mark.parametrize("text", ["{", "[]", '{"payload": {"targets": [{}]}}', '{"payload": 1}'])
def test_another_json_is_refused(tmp_path, text):
    with pytest.raises(ValueError, match=r"is not the gene_panel\.json of a Xenium run"):
        written(tmp_path, "gene_panel.json", text)


def test_control_probes_of_a_text_are_left_out_and_listed(tmp_path):
    panel = written(
        tmp_path, "p.txt", "CD3D\nNegPrb2\nUnassignedCodeword_0001\nIntergenic_Region_1\nAATK\nCD3D\n"
    )
    assert (panel.genes, panel.repeated) == (("CD3D", "AATK"), ("CD3D",))
    assert panel.left_out == ("NegPrb2", "UnassignedCodeword_0001", "Intergenic_Region_1")


def test_an_anndata_file_with_ensembl_ids_gives_its_column_of_symbols(tmp_path):
    adata = anndata.AnnData(np.zeros((2, 2), dtype=np.float32))
    adata.var_names = ["ENSG00000167286", "ENSG00000198851"]
    adata.var["feature_name"] = ["CD3D", "CD3E"]
    adata.write_h5ad(tmp_path / "cells.h5ad")
    panel = read_panel(tmp_path / "cells.h5ad")
    assert panel.genes == ("CD3D", "CD3E")
    assert panel.note == "those of var['feature_name'], because the names are Ensembl gene ids"


def test_panels_are_found_by_name_in_the_order_of_the_folders(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    (first / "lung.csv").write_text("CD3D\n")
    (second / "lung.txt").write_text("CD3D\n")
    (second / "v1.2.tsv.gz").write_bytes(gzip.compress(b"CD3D\n"))
    (second / "README.md").write_text("no panel")
    (second / "out.txt").symlink_to(first / "lung.csv")
    assert find_panel("lung", (first, second)) == first / "lung.csv"
    assert find_panel("v1.2", (first, second)) == second / "v1.2.tsv.gz"
    assert find_panel("out", (first, second)) is None
    assert find_panel("liver", (first, second)) is None
    assert panel_names((first, second)) == ("lung", "out", "v1.2")


def test_a_few_names_of_groups_among_many_symbols_are_left_out(tmp_path):
    symbols = [f"GENE{number}" for number in range(150)]
    panel = written(tmp_path, "p.txt", "\n".join([*symbols[:70], "MHC I", *symbols[70:]]))
    assert (len(panel.genes), panel.left_out) == (150, ("MHC I",))
    with pytest.raises(ValueError, match="line 71 holds more than one symbol: 'MHC I'"):
        written(tmp_path, "p.txt", "\n".join([*symbols[:70], "MHC I", "MHC II", *symbols[70:]]))
