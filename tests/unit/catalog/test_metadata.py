from hierannot_dsl.catalog.builtins import list_builtins
from hierannot_dsl.catalog.metadata import Metadata, builtin_metadata, metadata_of
from hierannot_dsl.source import Source

TEXT = """\
hier 1
hierarchy bases {
  title "A module"
  node "Keratinocyte" {
    + KRT5
  }
}

hierarchy nose extends elsewhere {
  title    "Nose"
  category tme
  tissue   "nose"
  uberon   UBERON:0000004
  keyword  "nasal"
  not_for  "the sinuses: use sinus_tme"
  keyword  "rhinitis"
}
"""


def test_the_fields_are_read_without_what_the_hierarchy_builds_on() -> None:
    assert metadata_of(Source("nose.hier", TEXT)) == (
        Metadata(
            name="nose",
            title="Nose",
            category="tme",
            tissue="nose",
            uberon="UBERON:0000004",
            keywords=("nasal", "rhinitis"),
            not_for=("the sinuses: use sinus_tme",),
            extends="elsewhere",
        ),
    )


def test_what_can_be_read_of_a_damaged_file_is_read() -> None:
    damaged = TEXT.replace('  keyword  "nasal"\n', '  keyword  nasal mucosa\n  colour "red"\n')
    (found,) = metadata_of(Source("nose.hier", damaged))
    assert "rhinitis" in found.keywords
    assert metadata_of(Source("empty.hier", "")) == ()
    assert metadata_of(Source("words.hier", "tissue, keyword")) == ()


def test_the_builtins_are_those_that_are_listed_in_the_same_order() -> None:
    listed = [(builtin.name, builtin.category, builtin.tissue_scope) for builtin in list_builtins()]
    assert [(each.name, each.category, each.tissue) for each in builtin_metadata()] == listed


def test_finer_builtins_come_last() -> None:
    everything = builtin_metadata(include_deep=True)
    assert everything[:12] == builtin_metadata()
    assert all(each.name.endswith("_deep") for each in everything[12:])
