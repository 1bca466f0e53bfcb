"""The walk of the phrase tree over term ids, compiled: many million words a second, without the interpreter lock."""

import numpy as np
from numba import njit, types


@njit(cache=True, nogil=True)
def child_of(node, kind, edge_pointers, edges, children):  # type: ignore[no-untyped-def]
    """The node behind a class, or -1: a binary search among the node's edges."""
    low, high = edge_pointers[node], edge_pointers[node + 1]
    while low < high:
        middle = (low + high) // 2
        if edges[middle] < kind:
            low = middle + 1
        else:
            high = middle
    if low < edge_pointers[node + 1] and edges[low] == kind:
        return children[low]
    return -1


@njit(cache=True, nogil=True)
def grown(column, used):  # type: ignore[no-untyped-def]
    """The column with twice the room."""
    wider = np.empty(2 * len(column), dtype=column.dtype)
    wider[:used] = column[:used]
    return wider


# Columns that callers hold may be read-only arrays; spelled out, both kinds share one compiled kernel.
FOUND = types.Tuple([types.int64[::1], types.int64[::1], types.int32[::1]])
WORDS = [types.Array(kind, 1, "C", readonly=True) for kind in (types.int32, types.boolean, types.int64)]


@njit([FOUND(*WORDS, *[types.int32[::1]] * 8)], cache=True, nogil=True)
def walk(  # type: ignore[no-untyped-def]
    ids,
    links,
    pointers,
    class_pointers,
    classes,
    roots,
    edge_pointers,
    edges,
    children,
    phrase_pointers,
    phrases,
):
    """All matches as columns (first word, last word, phrase); the arguments are those of `phrases.match_phrases`."""
    table = len(class_pointers) - 1
    opens = np.zeros(table, dtype=np.bool_)  # the one look that most words get: can a phrase begin with this term?
    for term in range(table):
        for place in range(class_pointers[term], class_pointers[term + 1]):
            opens[term] |= roots[classes[place]] >= 0

    # The nodes reached from one first word, level after level: level k holds those behind its first k + 1 words.
    nodes = np.empty(len(phrase_pointers), dtype=np.int32)
    levels = np.empty(len(phrase_pointers) + 1, dtype=np.int64)

    first, last = np.empty(1024, dtype=np.int64), np.empty(1024, dtype=np.int64)
    phrase = np.empty(1024, dtype=np.int32)
    found = 0
    for document in range(len(pointers) - 1):
        for start in range(pointers[document], pointers[document + 1]):
            term = ids[start]
            if term >= table or not opens[term]:
                continue
            used, depth, word = 0, 0, start
            levels[0] = 0
            for place in range(class_pointers[term], class_pointers[term + 1]):
                child = roots[classes[place]]
                if child >= 0:
                    nodes[used] = child
                    used += 1
            while used > levels[depth]:
                depth += 1
                levels[depth] = used
                if not links[word] or word + 1 == pointers[document + 1]:
                    break
                word += 1
                term = ids[word]
                if term >= table:
                    break
                for reached in range(levels[depth - 1], levels[depth]):
                    for place in range(class_pointers[term], class_pointers[term + 1]):
                        child = child_of(nodes[reached], classes[place], edge_pointers, edges, children)
                        if child >= 0:
                            nodes[used] = child
                            used += 1
            for level in range(depth - 1, -1, -1):  # longest first
                before = found
                for reached in range(levels[level], levels[level + 1]):
                    for place in range(phrase_pointers[nodes[reached]], phrase_pointers[nodes[reached] + 1]):
                        if found == len(first):
                            first, last, phrase = grown(first, found), grown(last, found), grown(phrase, found)
                        first[found], last[found], phrase[found] = start, start + level, phrases[place]
                        found += 1
                if found - before > 1:
                    phrase[before:found].sort()
    return first[:found].copy(), last[:found].copy(), phrase[:found].copy()
