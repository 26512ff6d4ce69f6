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
        ("p.csv", '"","x"\n"1","a"\n', ("a",)),
        ("p.csv", "id,Hugo,n\n1,CD3D,7\n2,CD4,8\n", ("CD3D", "CD4")),
        ("p.csv", "id,n\nCD3D,7\n", ("CD3D",)),
        ("p.csv", "CD3D\nCD4\n", ("CD3D", "CD4")),
        ("p.csv", "Display Name,Annotation\nCD3D,x\n", ("CD3D",)),
        ("p.csv", '"Gene_Symbol"\n"A,B"\n\n', ("A,B",)),
        ("p.tsv", "symbol\tcount\nCD3D\t1\n", ("CD3D",)),
        ("P.TSV", "Target\nGene\n", ("Gene",)),
    ],
)
def test_a_table_gives_its_first_column_that_holds_more_than_numbers(tmp_path, name, content, genes):
    assert panel_of(tmp_path, name, content).genes == genes


def test_which_column_was_read_is_noted_where_it_is_not_the_first(tmp_path):
    panel = panel_of(tmp_path, "p.csv", "id,Hugo\n1,CD3D\n")
    assert panel.note == "those of the column `Hugo`; the first holds numbers"


@pytest.mark.parametrize("header", ["gene", "Gene Symbol", "symbol", "x"])
def test_a_list_may_have_a_header_and_quotes_as_r_writes_them(tmp_path, header):
    panel = panel_of(tmp_path, "p.txt", f'# mine\n"{header}"\n"CD3D"\n\'CD4\'\nNA\n')
    assert panel.genes == ("CD3D", "CD4", "NA")
    assert panel.note == f"those below the header `{header}`"


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
        (
            "p.txt",
            "CD3D\nCD4 CD8A\n",
            "p.txt: line 2 holds more than one symbol: 'CD4 CD8A'; write one a line",
        ),
        ("p.txt", "CD3D,CD4\n", "p.txt: line 1 holds more than one symbol: 'CD3D,CD4'; write one a line"),
        (
            "p.txt",
            "CD3D,3\nCD4,5\n",
            "p.txt: line 1 holds more than one symbol: 'CD3D,3'; write one a line, or, if it is a table, "
            "let its name "
            "end in .csv",
        ),
        (
            "p.txt",
            "CD3D\t3\nCD4\t5\n",
            "p.txt: line 1 holds more than one symbol: 'CD3D 3'; write one a line, or, if it is a table, "
            "let its name "
            "end in .tsv",
        ),
        ("p.xlsx", "", "p.xlsx is a workbook of a spreadsheet program: save the sheet as CSV"),
        (
            "p.csv",
            "id,chromosome,Hugo\n1,chr11,CD3D\n",
            "p.csv: the first column, `id`, holds numbers; which of `chromosome`, `Hugo` has the symbols? "
            "Call it "
            "`symbol`",
        ),
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
