"""Sums over groups of documents, worked by hand, in one block and in two."""

import numpy as np
import pytest
from scipy import sparse

from analysis.errors import AnalysisError
from analysis.measures.tallies import Block, tallies

# Three documents of 4, 4 and 2 words over three terms; the third document stands in no group in the second test.
COUNTS = sparse.csr_array(np.array([[2, 1, 0], [2, 0, 1], [0, 0, 2]]))
SIZES = np.array([4, 4, 2])
ONE = [Block(np.arange(3), COUNTS)]
TWO = [Block(np.array([2, 0]), COUNTS[[2, 0]]), Block(np.array([1]), COUNTS[[1]])]


@pytest.mark.parametrize("blocks", [ONE, TWO])
def test_one_group(blocks):
    sums = tallies(lambda: blocks, np.zeros(3, np.int64), 1, SIZES, 3).group(0)
    assert sums.terms.tolist() == [0, 1, 2]
    assert sums.count.tolist() == [4, 1, 3]
    assert sums.documents.tolist() == [2, 1, 2]
    # Parts are .4, .4, .2 of the words. Term 0: ½(|.5−.4| + |.5−.4| + |0−.2|) = .2; over 1 − .2 = .25.
    # Term 1: ½(.6 + .4 + .2) = .6 → .75. Term 2: ½(.4 + |⅓−.4| + |⅔−.2|) = 7/15 → 7/12.
    assert sums.dispersion == pytest.approx([0.25, 0.75, 7 / 12])


@pytest.mark.parametrize("blocks", [ONE, TWO])
def test_a_document_may_be_in_no_group_and_one_document_is_not_dispersed(blocks):
    sums = tallies(lambda: blocks, np.array([0, 1, -1]), 2, SIZES, 3)
    assert sums.group(0).count.tolist() == [2, 1]
    assert sums.group(1).terms.tolist() == [0, 2]
    assert sums.group(1).dispersion.tolist() == [0, 0]
    assert sums.sizes.tolist() == [4, 4]


def test_too_many_words_are_told_and_not_counted_wrong():
    with pytest.raises(AnalysisError, match="more than dispersion can be counted over"):
        tallies(lambda: ONE, np.zeros(3, np.int64), 1, np.array([10**18, 10**18, 1]), 3)
