"""The pairs of rows of a sparse matrix, compiled: their product, and the columns that add most to it."""

import numpy as np

from analysis.language.compiled import compiled


@compiled("Tuple((f8[::1], i4[:, ::1]))(i8[::1], i4[::1], f8[::1], i8)")
def pairs(pointers, columns, weights, most):  # type: ignore[no-untyped-def]
    """For each pair of rows i < j, in order: Σ of products, and up to `most` columns, heaviest product first, else -1.

    Row i holds `weights[pointers[i]:pointers[i + 1]]` in `columns`, ascending. Sums run in the order of the columns, so
    they are the same to the last bit on every machine; of equal products the smaller column comes first.
    """
    rows = len(pointers) - 1
    products = np.zeros(rows * (rows - 1) // 2)
    top = np.full((len(products), most), -1, dtype=np.int32)
    heaviest = np.zeros(most)
    pair = 0
    for i in range(rows):
        for j in range(i + 1, rows):
            heaviest[:] = 0
            here, there = pointers[i], pointers[j]
            while here < pointers[i + 1] and there < pointers[j + 1]:
                if columns[here] < columns[there]:
                    here += 1
                elif columns[here] > columns[there]:
                    there += 1
                else:
                    product = weights[here] * weights[there]
                    products[pair] += product
                    place = most
                    while place > 0 and product > heaviest[place - 1]:
                        place -= 1
                    if place < most:
                        for later in range(most - 1, place, -1):
                            heaviest[later], top[pair, later] = heaviest[later - 1], top[pair, later - 1]
                        heaviest[place], top[pair, place] = product, columns[here]
                    here += 1
                    there += 1
            pair += 1
    return products, top
