"""Bytes by the eight and by the sixty-four, compiled: what the word kernels read a text with."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from analysis.language.compiled import compiled

BLOCK = 64
"""Bytes that are looked at together: one bit each in a 64-bit number, the first byte lowest."""
SPARE = 3 * BLOCK
"""Zeros that must follow the last byte of a text, so that looking ahead needs no guard."""

CAPITAL_A, CAPITAL_Z, SMALL = np.uint8(0x41), np.uint8(0x5A), np.uint8(0x20)


@compiled()
def address_of(column):  # type: ignore[no-untyped-def]
    """Where the values of a column begin. Addresses pass through calls at no cost, arrays do not."""
    return np.int64(column.ctypes.data)


@intrinsic
def eight_at(typing_context: Any, address: Any) -> Any:
    """The eight bytes at an address, the first one lowest. Unlike an array's items they may begin at any byte."""

    def load(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.load(builder.inttoptr(arguments[0], ir.IntType(64).as_pointer()), align=1)

    return types.uint64(types.int64), load


@intrinsic
def lowest_bit(typing_context: Any, bits: Any) -> Any:
    """The place of the lowest bit that is set; 64 where none is."""

    def count(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 0))

    return types.int64(types.uint64), count


@intrinsic
def ask_for(typing_context: Any, address: Any) -> Any:
    """Ask for the bytes at an address before they are needed: a hint, which changes nothing."""

    def prefetch(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        pointer, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [pointer, number, number, number])
        hint = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        to_read, keep, data = (ir.Constant(number, value) for value in (0, 3, 1))
        builder.call(hint, [builder.inttoptr(arguments[0], pointer), to_read, keep, data])
        return context.get_dummy_value()

    return types.none(types.int64), prefetch


def bits_of(values: Iterable[int]) -> Any:
    """A compiled function: which of the 64 bytes at an address have one of these values, as bits.

    One comparison for each unbroken range of values, on all 64 bytes at once, on whatever vectors the processor has.
    """
    ranges: list[list[int]] = []
    for value in sorted(values):
        if ranges and ranges[-1][1] == value - 1:
            ranges[-1][1] = value
        else:
            ranges.append([value, value])
    vector = ir.VectorType(ir.IntType(8), BLOCK)

    def every(value: int) -> Any:
        return ir.Constant(vector, [value] * BLOCK)

    @intrinsic
    def bits_at(typing_context: Any, address: Any) -> Any:
        def look(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            block = builder.load(builder.inttoptr(arguments[0], vector.as_pointer()), align=1)
            found = ir.Constant(ir.VectorType(ir.IntType(1), BLOCK), [0] * BLOCK)
            for low, high in ranges:
                among = builder.icmp_unsigned("<=", builder.sub(block, every(low)), every(high - low))
                found = builder.or_(found, among)
            return builder.bitcast(found, ir.IntType(BLOCK))

        return types.uint64(types.int64), look

    return bits_at


@compiled()
def fold(data, folded):  # type: ignore[no-untyped-def]
    """Bytes with A-Z made a-z; all others as they are."""
    for place in range(len(data)):
        byte = data[place]
        folded[place] = byte | SMALL if CAPITAL_A <= byte <= CAPITAL_Z else byte
