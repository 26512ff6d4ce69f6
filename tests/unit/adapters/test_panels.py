import anndata
import numpy as np
import pytest

from hierannot_dsl.adapters import panels
from hierannot_dsl.adapters.panels import read_panel


def panel_of(tmp_path, name, content, encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    return read_panel(path)


def test_a_text_has_one_symbol_per_line_and_comments(tmp_path):
    text = "# my panel\r\nCD3D\r\n  HLA-DRA  # note\n\n7SK\nCD3D\n\tnan\nNA\nNULL\n1-Dec\nGene#1"
    panel = panel_of(tmp_path, "my panel é.txt", text)
    assert panel.name == "my panel é"
    assert panel.genes == ("CD3D", "HLA-DRA", "7SK", "nan", "NA", "NULL", "1-Dec", "Gene#1")


def test_any_other_ending_is_text_and_a_byte_order_mark_is_no_gene(tmp_path):
    assert panel_of(tmp_path, "genes", "CD3D\n", "utf-8-sig").genes == ("CD3D",)


@pytest.mark.parametrize(
    ("name", "content", "genes"),
    [
        ("p.csv", "gene,code\nCD3D,1\nNA,2\n", ("CD3D", "NA")),
        ("p.csv", '"","x"\n"1","a"\n', ("1",)),
        ("p.csv", "CD3D\nCD4\n", ("CD3D", "CD4")),
        ("p.csv", "Display Name,Annotation\nCD3D,x\n", ("CD3D",)),
        ("p.csv", '"Gene_Symbol"\n"A,B"\n\n', ("A,B",)),
        ("p.tsv", "symbol\tcount\nCD3D\t1\n", ("CD3D",)),
        ("P.TSV", "Target\nGene\n", ("Gene",)),
    ],
)
def test_a_table_gives_its_first_column(tmp_path, name, content, genes):
    assert panel_of(tmp_path, name, content).genes == genes


def test_an_anndata_file_gives_the_names_of_its_genes_and_nothing_else_is_read(tmp_path, monkeypatch):
    adata = anndata.AnnData(np.zeros((2, 3), dtype=np.float32))
    adata.var_names = ["CD3D", "NA", "MS4A1"]
    path = tmp_path / "cells.h5ad"
    adata.write_h5ad(path)
    monkeypatch.setattr(anndata, "read_h5ad", None)
    panel = read_panel(path, name="mine")
    assert (panel.name, panel.genes) == ("mine", ("CD3D", "NA", "MS4A1"))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("p.txt", "# nothing\n\n", "p.txt holds no gene"),
        ("p.csv", "gene\n", "p.csv holds no gene"),
        ("p.txt", "CD3D\nCD4 CD8A\n", "p.txt: line 2 holds more than one symbol: 'CD4 CD8A'"),
        ("p.txt", "CD3D,CD4\n", "p.txt: line 1 holds more than one symbol: 'CD3D,CD4'"),
        (
            "p.csv",
            "gene;code\nCD3D;1\n",
            "p.csv: row 1 has `;` in its first column: is the file separated by `;`?",
        ),
    ],
)
def test_what_is_not_a_panel_is_told_with_its_line(tmp_path, name, content, message):
    with pytest.raises(ValueError) as caught:
        panel_of(tmp_path, name, content)
    assert str(caught.value) == f"{tmp_path.as_posix()}/{message}"


def test_an_h5_file_of_another_kind_is_refused(tmp_path):
    import h5py

    with h5py.File(tmp_path / "x.h5ad", "w"):
        pass
    with pytest.raises(ValueError, match=r"x\.h5ad is not an AnnData file: it has no `var`"):
        read_panel(tmp_path / "x.h5ad")


def test_limits(tmp_path, monkeypatch):
    monkeypatch.setattr(panels, "MAX_PANEL_BYTES", 4)
    with pytest.raises(ValueError, match="is larger than 0 MiB"):
        panel_of(tmp_path, "p.txt", "CD3D\n")
    assert panel_of(tmp_path, "p.txt", "CD3D").genes == ("CD3D",)


def test_other_encodings_are_told(tmp_path):
    with pytest.raises(ValueError, match=r"p\.txt is not UTF-8: line 1"):
        panel_of(tmp_path, "p.txt", "é\n", "latin-1")
    with pytest.raises(FileNotFoundError):
        read_panel(tmp_path / "no.txt")
