"""Every example in a docstring runs and gives what it says."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import hierannot_dsl

MODULES = [
    module.name
    for module in pkgutil.walk_packages(hierannot_dsl.__path__, "hierannot_dsl.")
    if not module.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of(name):
    failed, _ = doctest.testmod(import_module(name))
    assert failed == 0
