import pytest

from hierannot_dsl.catalog.builtins import BuiltinLoader, builtin_source, list_builtins
from hierannot_dsl.catalog.starter import ADDITIONS, starter_text
from hierannot_dsl.lint.run import lint
from hierannot_dsl.semantics.load import load
from hierannot_dsl.semantics.select import select
from hierannot_dsl.source import Source
from hierannot_dsl.syntax.rewrite import rewrite
from tests.golden.documents import Block, Case
from tests.golden.stages import Blocks

BUILTINS = [builtin.name for builtin in list_builtins()]


def resolved(name: str):
    source = builtin_source(name)
    assert source is not None
    return load(source, BuiltinLoader()).then(select, name).unwrap()


@pytest.mark.parametrize("base", BUILTINS)
def test_a_starter_has_nothing_to_report_and_is_laid_out(base):
    source = Source("mine.hier", starter_text("mine", resolved(base)))
    loaded = load(source, BuiltinLoader())
    assert loaded.diagnostics == ()
    assert loaded.value is not None
    assert lint(loaded.value) == ()
    assert rewrite(source).value == source.text
    assert max(map(len, source.text.splitlines())) <= 110


def test_each_addition_is_the_one_of_some_built_in():
    added = {
        next(a.name for a in ADDITIONS if f'node "{a.name}"' in starter_text("mine", resolved(base)))
        for base in BUILTINS
    }
    assert added == {addition.name for addition in ADDITIONS}


def test_a_base_without_any_of_the_parents_is_built_on_as_it_is():
    text = 'hierarchy small {\n  node "A" {\n    + B\n  }\n}\n'
    case = Case(Block("hier", "", "", 0, 0), (Block("hier", "small.hier", text, 0, 0),), None)
    base = load(Source("small.hier", text), Blocks(case)).then(select).unwrap()
    source = Source("mine.hier", starter_text("mine", base))
    assert load(source, Blocks(case)).diagnostics == ()
    assert rewrite(source).value == source.text
    assert 'test "' not in source.text
