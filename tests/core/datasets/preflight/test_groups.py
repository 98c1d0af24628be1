from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from core.datasets.preflight.groups import connected, equal, led


def test_equal_keys() -> None:
    assert equal("abcab") == [[0, 3], [1, 4]]
    assert equal([]) == []


def test_connected_as_scipy_finds_it() -> None:
    random = np.random.default_rng(0)
    for _ in range(20):
        pairs = random.integers(0, 60, (30, 2))
        pairs = pairs[pairs[:, 0] != pairs[:, 1]]
        graph = coo_array((np.ones(len(pairs)), pairs.T), shape=(60, 60))
        _, numbers = connected_components(graph, directed=False)
        expected = {
            frozenset(np.flatnonzero(numbers == n).tolist()) for n in set(numbers[pairs[:, 0]].tolist())
        }
        found = connected((one, other) for one, other in pairs.tolist())
        assert {frozenset(group) for group in found} == expected
        assert all(group == sorted(group) for group in found)


def test_all_but_the_first_of_each_group_have_their_like_in_it() -> None:
    chain = [(number, number + 1) for number in range(6)]
    assert led(chain, range(7)) == [[0, 1], [2, 3], [4, 5]]
    assert led([(0, 1), (0, 2), (1, 2)], range(3)) == [[0, 1, 2]]


def test_the_order_says_who_is_first() -> None:
    assert led([(0, 1), (0, 2), (1, 2)], [2, 0, 1]) == [[2, 0, 1]]
    assert led([(0, 1), (0, 2)], [1, 0, 2]) == [[1, 0]]
