"""The public names: each is there, typed, documented, and costs nothing until it is used."""

import ast
import inspect
import subprocess
import sys
from dataclasses import fields
from importlib.metadata import version
from pathlib import Path

import pytest

import hierannot_dsl
from hierannot_dsl.score.settings import METHODS

PROMISED = {
    "HierAnnotPipeline",
    "MarkerProgram",
    "aggregate_anndata_to_cluster_means",
    "compile_builtin_hierarchy_for_panel",
    "expand_cluster_annotation_to_cells",
    "format_hierarchy_tree",
    "get_builtin_hierarchy",
    "hierarchy_to_dict",
    "list_builtin_hierarchies",
    "make_cluster_annotation_export_summary",
    "replace_branch",
}
NAMES = sorted(set(hierannot_dsl.__all__) - {"__version__"})


def run(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.strip()


def test_what_was_promised_is_public():
    assert set(hierannot_dsl.__all__) >= PROMISED


def test_the_package_loads_nothing_heavy():
    heavy = {"numpy", "pandas", "scipy", "anndata", "pydantic", "lark", "networkx", "click"}
    assert run(f"import sys, hierannot_dsl; print(sorted({heavy} & set(sys.modules)))") == "[]"


def test_a_marker_program_needs_no_library():
    heavy = {"numpy", "pandas", "pydantic", "lark"}
    code = f"import sys; from hierannot_dsl import MarkerProgram; print(sorted({heavy} & set(sys.modules)))"
    assert run(code) == "[]"


@pytest.mark.parametrize("name", NAMES)
def test_every_name_resolves_to_what_is_called_so_and_documented(name):
    value = getattr(hierannot_dsl, name)
    assert value.__name__ == name
    assert inspect.getdoc(value)
    assert name in dir(hierannot_dsl)


def test_every_name_resolves_in_a_fresh_interpreter():
    assert (
        run("from hierannot_dsl import *; import hierannot_dsl as h; print(set(h.__all__) <= set(globals()))")
        == "True"
    )


def test_type_checkers_and_the_interpreter_see_the_same_names():
    tree = ast.parse(Path(hierannot_dsl.__file__).read_text(encoding="utf-8"))
    (typed,) = [
        node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ]
    imports = {
        alias.asname: statement.module
        for statement in typed.body
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }
    lazy = {name: f"hierannot_dsl.{module}" for name, module in hierannot_dsl._MODULES.items()}
    assert imports == lazy
    assert sorted([*lazy, "__version__"]) == sorted(hierannot_dsl.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'hierannot_dsl' has no attribute 'nothing'"):
        hierannot_dsl.nothing  # noqa: B018 - the access is the test


def test_the_version_is_that_of_the_distribution():
    assert hierannot_dsl.__version__ == version("hierannot_dsl")


def test_every_knob_of_every_method_is_an_argument_and_documented():
    pipeline = hierannot_dsl.HierAnnotPipeline
    knobs = {knob.name for kind in METHODS for knob in fields(kind)}
    arguments = inspect.signature(pipeline).parameters
    assert set(arguments) == knobs | {"root_programs", "method"}
    assert all(arguments[name].kind is inspect.Parameter.KEYWORD_ONLY for name in knobs)
    documented = {
        name.strip()
        for line in pipeline.__doc__.splitlines()
        if line.startswith("    ") and not line.startswith("     ")
        for name in line.split(",")
    }
    assert set(arguments) <= documented
    assert pipeline.__init__.__doc__ == pipeline.__doc__
