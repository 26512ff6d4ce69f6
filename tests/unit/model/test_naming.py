from hierannot_dsl.model.naming import is_reused

T, B = {("CD3D", 1), ("CD19", -1)}, {("CD19", 1), ("CD3D", -1)}


def test_a_name_is_reused_where_no_evidence_is_left():
    assert is_reused(T, B, same_id=False)
    assert not is_reused(T, {("CD3D", 1), ("CD8A", 1)}, same_id=False)


def test_an_id_says_that_it_is_the_same_whatever_it_lists():
    assert not is_reused(T, B, same_id=True)


def test_where_one_lists_nothing_there_is_nothing_to_tell_them_apart_by():
    assert not is_reused(T, set(), same_id=False)
    assert not is_reused(set(), T, same_id=False)
