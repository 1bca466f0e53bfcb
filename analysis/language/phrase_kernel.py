"""The walk of the phrase tree over term ids, compiled: many million words a second, without the interpreter lock."""

import numpy as np
from numba import types

from analysis.language.compiled import compiled

OPENS, ALONE, CONTINUES = 1, 2, 4
"""What a term can be: a phrase's first word, a whole phrase, a phrase's second word."""
WORD, FOUND = 0, 1
"""The places of `progress`: the word where the walk goes on, and the matches found so far."""

# Columns that callers hold may be read-only arrays; spelled out, both kinds share one compiled kernel.
IDS, LINKS, POINTERS = (types.Array(kind, 1, "C", readonly=True) for kind in (types.int32, types.boolean, types.int64))
TRIE = [types.int32[::1]] * 8
MATCHES = [types.int64[::1], types.int64[::1], types.int32[::1]]


@compiled()
def roles_of_terms(class_pointers, classes, roots, edge_pointers, edges, phrase_pointers):  # type: ignore[no-untyped-def]
    """For each term what it can be: enough to pass over most words with one look."""
    of_classes = np.zeros(len(roots), dtype=np.uint8)
    for kind in range(len(roots)):
        node = roots[kind]
        if node >= 0:
            of_classes[kind] |= OPENS
            if phrase_pointers[node + 1] > phrase_pointers[node]:
                of_classes[kind] |= ALONE
            for edge in range(edge_pointers[node], edge_pointers[node + 1]):
                of_classes[edges[edge]] |= CONTINUES
    roles = np.zeros(len(class_pointers) - 1, dtype=np.uint8)
    for term in range(len(roles)):
        for place in range(class_pointers[term], class_pointers[term + 1]):
            roles[term] |= of_classes[classes[place]]
    return roles


@compiled()
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


@compiled([types.boolean(IDS, LINKS, POINTERS, *TRIE, *MATCHES, types.int64[::1])])
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
    first_word,
    last_word,
    phrase,
    progress,
):
    """All matches, into the last columns but `progress`; the arguments before are those of `phrases`.

    Returns False where the columns lack room; called again with more, it goes on with the word where it stopped.
    """
    roles = roles_of_terms(class_pointers, classes, roots, edge_pointers, edges, phrase_pointers)
    terms, found = len(roles), progress[FOUND]
    # The nodes reached from one first word, level after level: level k holds those behind its first k + 1 words.
    nodes = np.empty(len(phrase_pointers), dtype=np.int32)
    levels = np.empty(len(phrase_pointers) + 1, dtype=np.int64)
    for document in range(len(pointers) - 1):
        stop = pointers[document + 1]
        for start in range(max(pointers[document], progress[WORD]), stop):
            term = ids[start]
            if term >= terms or not roles[term] & OPENS:
                continue
            if not roles[term] & ALONE:
                if not links[start] or start + 1 == stop:
                    continue
                if ids[start + 1] >= terms or not roles[ids[start + 1]] & CONTINUES:
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
                if not links[word] or word + 1 == stop or ids[word + 1] >= terms:
                    break
                word += 1
                for reached in range(levels[depth - 1], levels[depth]):
                    for place in range(class_pointers[ids[word]], class_pointers[ids[word] + 1]):
                        child = child_of(nodes[reached], classes[place], edge_pointers, edges, children)
                        if child >= 0:
                            nodes[used] = child
                            used += 1

            before = found
            for level in range(depth - 1, -1, -1):  # longest first
                same_length = found
                for reached in range(levels[level], levels[level + 1]):
                    for place in range(phrase_pointers[nodes[reached]], phrase_pointers[nodes[reached] + 1]):
                        if found == len(phrase):
                            progress[WORD], progress[FOUND] = start, before
                            return False
                        first_word[found], last_word[found], phrase[found] = start, start + level, phrases[place]
                        found += 1
                if found - same_length > 1:
                    phrase[same_length:found].sort()
    progress[FOUND] = found
    return True
