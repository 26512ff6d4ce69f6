from itertools import pairwise

import pytest

from hierannot_dsl.model.version import read_version

# As section 11 of Semantic Versioning 2.0.0 orders them, and some more.
RISING = [
    *("0.9.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2"),
    *("1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.9.0", "1.10.0-rc1", "1.10.0", "2.0.0"),
]


@pytest.mark.parametrize(("first", "second"), list(pairwise(RISING)))
def test_versions_follow_each_other(first, second):
    assert read_version(first) < read_version(second)


def test_what_stands_after_plus_counts_nothing():
    assert read_version("1.0.0+a") == read_version("1.0.0+b")
    assert read_version("1.0.0-rc.1+a") == read_version("1.0.0-rc.1")


@pytest.mark.parametrize("text", [None, "", "1", "1.0", "1.0.0.0", "v1.0.0", "1.0.0-", "1.0.x"])
def test_other_texts_are_no_versions(text):
    assert read_version(text) is None
