import numpy as np
import pandas as pd
import pytest

import hierannot_dsl
from hierannot_dsl.api.suggest import suggest_hierarchy_for_profiles


def means(hierarchy: str, *names: str) -> pd.DataFrame:
    """A cluster for each node, in which its markers and those on the way to it stand out from 1,000 genes."""
    random = np.random.default_rng(1)
    genes = {f"G{number}": 0 for number in range(1000)}
    for name in hierannot_dsl.list_builtin_hierarchies()["name"]:
        for root in hierannot_dsl.get_builtin_hierarchy(name):
            for program in walk(root):
                genes |= dict.fromkeys(program.positive_markers, 0)
    table = pd.DataFrame(random.gamma(1.0, 1.0, (len(genes), len(names))), index=list(genes), columns=names)
    for root in hierannot_dsl.get_builtin_hierarchy(hierarchy):
        for program in walk(root):
            for name in names:
                if name in {below.name for below in walk(program)}:
                    table.loc[list(program.positive_markers), name] = 300.0
    return table


def walk(program):
    yield program
    for child in program.children:
        yield from walk(child)


def test_the_hierarchy_that_names_the_clusters_is_first():
    found = suggest_hierarchy_for_profiles(
        means("liver_tme", "Hepatocyte-like", "Cholangiocyte-like"), top_k=3
    )
    assert len(found) == 3
    assert found.loc[0, "name"] == "liver_tme"
    assert found.loc[0, "fit_rank"] == 1
    assert found["fit_rank_score"].is_monotonic_decreasing


def test_top_k_is_at_least_one():
    with pytest.raises(ValueError, match="top_k is 0, not 1 or more"):
        suggest_hierarchy_for_profiles(pd.DataFrame(), top_k=0)


def test_hierarchies_of_a_folder_are_considered_and_go_before_built_ins_of_their_name(tmp_path):
    own = 'hier 1\nhierarchy {name} {{\n{says}\nnode "Hepatic" {{\n+ ALB\n+ APOA1\n+ TTR\n}}\n}}\n'
    (tmp_path / "own.hier").write_text(own.format(name="own", says='category tme\nkeyword "liver"'))
    (tmp_path / "part.hier").write_text(own.format(name="part", says=""))
    (tmp_path / "lung_tme.hier").write_text(own.format(name="lung_tme", says="category tme"))
    found = suggest_hierarchy_for_profiles(
        means("liver_tme", "Hepatocyte-like"), top_k=50, catalogs=[tmp_path]
    )
    names = found["name"].tolist()
    assert "own" in names
    assert "part" not in names
    assert names.count("lung_tme") == 1
    assert len(names) == 13
    assert "own" in found.set_index("name").loc["lung_tme", "tied_with"]


def test_of_hierarchies_that_the_data_cannot_tell_apart_the_smallest_is_first():
    found = suggest_hierarchy_for_profiles(means("tme_core", "T cell", "B cell", "Endothelial"), top_k=50)
    equal = [found.loc[0, "name"], *found.loc[0, "tied_with"].split(", ")]
    assert equal[0] == "tme_core"
    assert {"breast_tme", "colon_tme"} <= set(equal)
    sizes = [
        sum(1 for _ in hierannot_dsl.hierarchy_of(hierannot_dsl.get_builtin_hierarchy(name)).walk())
        for name in equal
    ]
    assert sizes == sorted(sizes)
