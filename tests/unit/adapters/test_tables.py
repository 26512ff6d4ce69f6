import gzip
import sys

import numpy as np
import pandas as pd
import pytest

from hierannot_dsl.adapters import tables
from hierannot_dsl.adapters.notices import DataWarning
from hierannot_dsl.adapters.tables import read_cluster_table, write_export_csv

EXPECTED = pd.DataFrame(
    {"0": [1.5, 0.0], "T cell/NK": [2.0, 3.0]}, index=pd.Index(["NA", "CD3D"], name="gene")
)

SEMICOLONS = (
    "is not a table of genes x clusters: is the file separated by `;`? Separate it by commas, and write "
    "numbers with "
    "points"
)


def table_of(tmp_path, name, content, encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    return read_cluster_table(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", "gene,0,T cell/NK\nNA,1.5,2\nCD3D,0,3\n"),
        ("t.csv", '"","0","T cell/NK"\r\n"NA",1.5,2\r\n"CD3D",0,3\r\n'),
        ("t.tsv", "0\tT cell/NK\nNA\t1.5\t2\nCD3D\t0\t3\n"),
        ("my table.TXT", "gene\t0\tT cell/NK\nNA\t1.5\t2\nCD3D\t0\t3"),
    ],
)
def test_text_tables_as_python_and_r_write_them(tmp_path, name, content):
    pd.testing.assert_frame_equal(table_of(tmp_path, name, content), EXPECTED)
    pd.testing.assert_frame_equal(table_of(tmp_path, name, content, "utf-8-sig"), EXPECTED)


@pytest.mark.parametrize("name", ["t.csv.gz", "T.CSV.GZ"])
def test_a_packed_table_is_the_same(tmp_path, name):
    (tmp_path / name).write_bytes(gzip.compress(b"gene,0,T cell/NK\nNA,1.5,2\nCD3D,0,3\n"))
    pd.testing.assert_frame_equal(read_cluster_table(tmp_path / name), EXPECTED)


def test_a_packed_table_that_is_not_whole_or_too_large_is_told(tmp_path, monkeypatch):
    path = tmp_path / "t.csv.gz"
    path.write_bytes(b"gene,a\nA,1\n")
    with pytest.raises(ValueError, match=r"t\.csv\.gz is not a gzip file, or not all of one"):
        read_cluster_table(path)
    packed = gzip.compress(b"gene,a\n" + b"A,1\n" * 1000)
    path.write_bytes(packed[:-9])
    with pytest.raises(ValueError, match=r"t\.csv\.gz is not a gzip file, or not all of one"):
        read_cluster_table(path)
    path.write_bytes(packed)
    monkeypatch.setattr(tables, "MAX_TABLE_BYTES", 3_999)  # far more than the packed file has
    with pytest.raises(ValueError, match="is larger than 0 GiB"):
        read_cluster_table(path)


def test_what_is_counted_for_genes_is_hardly_a_cluster(tmp_path):
    told = r"t\.csv: `n_cells`, `Mean_Counts` are read as clusters; leave out columns that are none"
    with pytest.warns(DataWarning, match=told):
        table_of(tmp_path, "t.csv", "gene,0,n_cells,Mean_Counts\nA,1,9,2.5\n")


def test_genes_are_text_and_values_may_be_missing(tmp_path):
    table = table_of(tmp_path, "t.csv", "gene,a,gene_\nNULL,1,NA\nnan,,2\n007,3,4\n1-Dec,5,6\n007,7,8\n")
    assert table.index.tolist() == ["NULL", "nan", "007", "1-Dec", "007"]
    np.testing.assert_array_equal(table["a"], [1, np.nan, 3, 5, 7])
    np.testing.assert_array_equal(table["gene_"], [np.nan, 2, 4, 6, 8])


def test_a_cluster_may_be_called_gene(tmp_path):
    assert table_of(tmp_path, "t.csv", "x,gene\nA,1\n").columns.tolist() == ["gene"]


@pytest.mark.parametrize("in_index", [True, False])
def test_parquet_has_genes_in_its_index_or_in_its_one_column_of_text(tmp_path, in_index):
    frame = EXPECTED.astype("float32")
    (frame if in_index else frame.reset_index()).to_parquet(tmp_path / "t.parquet")
    pd.testing.assert_frame_equal(read_cluster_table(tmp_path / "t.parquet"), EXPECTED)


def test_parquet_without_pyarrow_names_the_extra(tmp_path, monkeypatch):
    (tmp_path / "t.parquet").write_bytes(b"")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(
        ImportError, match=r"reading parquet needs pyarrow: pip install '/path/to/checkout\[parquet\]'"
    ):
        read_cluster_table(tmp_path / "t.parquet")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("t.xlsx", "", "t.xlsx is a workbook of a spreadsheet program: save the sheet as CSV"),
        (
            "t.rds",
            "",
            "t.rds is a file of R: name the clusters from R (docs/guide/seurat.md), or write the means of "
            "clusters "
            "as CSV",
        ),
        (
            "t.loom",
            "",
            "t.loom holds cells without their clusters, or in another format: read it with scanpy, cluster "
            "the "
            "cells, and write an .h5ad file",
        ),
        ("t.h5ad.gz", "", "t.h5ad.gz is packed: unpack it first (gunzip), and give what is in it"),
        (
            "t.h5ad",
            "",
            "t.h5ad holds cells, and what is read here are the means of clusters: a table of genes x "
            "clusters",
        ),
        (
            "t.docx",
            "",
            "t.docx is no table of genes x clusters by its name: those end in .csv, .tsv, .tab, .txt (also "
            "packed, .gz) or .parquet; cells are in .h5ad files and .zarr stores",
        ),
        ("t.csv", "", "t.csv is not a table of genes x clusters"),
        ("t.csv", "gene,a\n", "t.csv is not a table of genes x clusters"),
        ("t.csv", "gene;a\nA;1\n", f"t.csv {SEMICOLONS}"),
        ("t.csv", "gene;a;b\nA;1,5;2,25\n", f"t.csv {SEMICOLONS}"),
        ("t.csv", '"";"a";"b"\n"A";1,5;2\n', f"t.csv {SEMICOLONS}"),
        (
            "t.csv",
            "gene\ta\nA\t1\n",
            "t.csv is not a table of genes x clusters: it is separated by tabs, so its name should end in "
            ".tsv",
        ),
        (
            "t.tsv",
            "gene,a\nA,1\n",
            "t.tsv is not a table of genes x clusters: it is separated by commas, so its name should end "
            "in .csv",
        ),
        (
            "t.csv",
            "Means of clusters\ngene,a,b\nA,1,2\n",
            "t.csv has 3 columns in its second line, and 1 in its first",
        ),
        ("t.csv", "gene,a,b,a\nA,1,2,3\n", "t.csv has more than one column called `a`"),
        ("t.csv", "gene,a,b\nA,1,x\nB,2,y\n", "t.csv: not only numbers in `b`, such as 'x' for gene `A`"),
    ],
)
def test_what_is_no_such_table_is_told(tmp_path, name, content, message):
    with pytest.raises(ValueError) as caught:
        table_of(tmp_path, name, content)
    assert str(caught.value) == f"{tmp_path.as_posix()}/{message}"


def test_ragged_rows_and_other_encodings_are_told(tmp_path):
    with pytest.raises(ValueError, match=r"t\.csv: .*Expected 2 fields in line 3, saw 3"):
        table_of(tmp_path, "t.csv", "gene,a\nA,1\nB,1,2\n")
    with pytest.raises(ValueError, match=r"t\.csv is not UTF-8"):
        table_of(tmp_path, "t.csv", "gene,é\nA,1\n", "latin-1")


def test_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MAX_TABLE_BYTES", 9)
    with pytest.raises(ValueError, match="is larger than 0 GiB"):
        table_of(tmp_path, "t.csv", "gene,a\nA,1\n")


def test_exports_are_written_without_formulas(tmp_path):
    export = pd.DataFrame(
        {
            "cluster_id": ["-1", "=1+1", "@x", "+3", "IL7R+ (naive)", None],
            "=column": pd.Categorical(["-", "a,b", "-2.5e3", "\tx", "é", 'say "hi"']),
            "margin": [-0.5, np.nan, 1.0, 2.0, 3.0, 4.0],
        }
    )
    before = export.copy()
    write_export_csv(export, tmp_path / "labels.csv")
    assert (tmp_path / "labels.csv").read_bytes().decode() == (
        "cluster_id,'=column,margin\n"
        "-1,'-,-0.5\n"
        '\'=1+1,"a,b",\n'
        "'@x,-2.5e3,1.0\n"
        "+3,'\tx,2.0\n"
        "IL7R+ (naive),é,3.0\n"
        ',"say ""hi""",4.0\n'
    )
    pd.testing.assert_frame_equal(export, before)


def test_a_cell_that_is_no_cell_is_a_message(tmp_path):
    path = tmp_path / "means.csv"
    path.write_text("a" * 200_000)
    with pytest.raises(ValueError, match=r"means\.csv: field larger than field limit"):
        read_cluster_table(path)
