"""The word boundary rules of UAX #29 as a table: state of the segment × kind of the next character → next state."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

from analysis.language.word_properties import ALPHANUMERIC, KIND, Kind, word_properties


class State(IntEnum):
    """What a segment ends with, as far as a rule asks for it. 0 as the next state is a boundary."""

    START = 0  # nothing yet: the row that says how a segment begins
    OTHER = 1
    LINE = 2
    SPACE = 3
    FLAG = 4  # one regional indicator, waiting for its partner
    KATAKANA = 5
    HEBREW = 6
    LETTER = 7
    NUMBER = 8
    CONNECTOR = 9
    HEBREW_QUOTE = 10  # a Hebrew letter and a single quote, which stays even if no letter follows
    LETTER_MIDDLE = 11  # the states from here on are entered only if the right kind of character follows
    HEBREW_MIDDLE = 12
    NUMBER_MIDDLE = 13


BOUNDARY = 0

SILENT, LETTER, ASKS = 0, 1, 2
"""What a byte opens: nothing (ASCII outside words); an ASCII letter; anything that the rules must judge."""
ENDS, MAY_END, GOES_ON = 0, 1, 2
"""After ASCII letters a byte ends the word; ends it unless a letter follows; needs the rules."""

LETTERS = {Kind.ALETTER: State.LETTER, Kind.HEBREW_LETTER: State.HEBREW}  # AHLetter in the rules
IGNORED = (Kind.EXTEND, Kind.FORMAT, Kind.ZWJ)
QUOTES = (Kind.MIDNUMLET, Kind.SINGLE_QUOTE)  # MidNumLetQ in the rules


@cache
def word_steps() -> NDArray[np.uint8]:
    """The next state, or `BOUNDARY`, for every state (row) and kind (column).

    Rules WB1 and WB2 hold because documents are parted by a line feed, WB3 because no line end is part of a word,
    WB3c is in the kernel (it looks at one property more), and WB999 is the zero where no other rule speaks.

    >>> steps = word_steps()
    >>> State(steps[State.LETTER, Kind.NUMERIC]).name, State(steps[State.NUMBER, Kind.MIDNUM]).name
    ('NUMBER', 'NUMBER_MIDDLE')
    >>> bool(steps[State.LETTER, Kind.MIDNUM] == BOUNDARY)
    True
    """
    steps = np.full((len(State), len(Kind)), BOUNDARY, dtype=np.uint8)

    def rule(states: Iterable[State], kinds: Iterable[Kind], target: State) -> None:
        steps[np.ix_(list(states), list(kinds))] = target

    rule([State.START], Kind, State.OTHER)
    rule([State.START], [Kind.CR, Kind.LF, Kind.NEWLINE], State.LINE)  # WB3a, WB3b: nothing follows, nothing precedes
    rule([State.START], [Kind.WSEGSPACE], State.SPACE)
    rule([State.SPACE], [Kind.WSEGSPACE], State.SPACE)  # WB3d
    for state in set(State) - {State.START, State.LINE, State.SPACE}:
        rule([state], IGNORED, state)  # WB4
    rule([State.SPACE], IGNORED, State.OTHER)  # WB4; WB3d asks for spaces side by side

    for letter, state in LETTERS.items():
        rule([State.START], [letter], state)
        rule([State.LETTER, State.HEBREW], [letter], state)  # WB5
        rule([State.LETTER_MIDDLE, State.HEBREW_QUOTE], [letter], state)  # WB7
        rule([State.NUMBER], [letter], state)  # WB10
        rule([State.CONNECTOR], [letter], state)  # WB13b
    rule([State.LETTER, State.HEBREW], [Kind.MIDLETTER, *QUOTES], State.LETTER_MIDDLE)  # WB6
    rule([State.HEBREW], [Kind.SINGLE_QUOTE], State.HEBREW_QUOTE)  # WB7a
    rule([State.HEBREW], [Kind.DOUBLE_QUOTE], State.HEBREW_MIDDLE)  # WB7b
    rule([State.HEBREW_MIDDLE], [Kind.HEBREW_LETTER], State.HEBREW)  # WB7c

    numbers = [State.START, State.NUMBER, State.LETTER, State.HEBREW, State.NUMBER_MIDDLE, State.CONNECTOR]
    rule(numbers, [Kind.NUMERIC], State.NUMBER)  # WB8, WB9, WB11, WB13b
    rule([State.NUMBER], [Kind.MIDNUM, *QUOTES], State.NUMBER_MIDDLE)  # WB12
    rule([State.START, State.KATAKANA, State.CONNECTOR], [Kind.KATAKANA], State.KATAKANA)  # WB13, WB13b
    connected = [State.START, State.LETTER, State.HEBREW, State.NUMBER, State.KATAKANA, State.CONNECTOR]
    rule(connected, [Kind.EXTENDNUMLET], State.CONNECTOR)  # WB13a
    rule([State.START], [Kind.REGIONAL_INDICATOR], State.FLAG)
    rule([State.FLAG], [Kind.REGIONAL_INDICATOR], State.OTHER)  # WB15, WB16: flags are pairs
    return steps


@cache
def word_needs() -> NDArray[np.uint32]:
    """For each state the kinds, as bits, of which one must follow for the state to be entered; 0 for no condition."""
    needs = np.zeros(len(State), dtype=np.uint32)
    needs[State.LETTER_MIDDLE] = sum(1 << letter for letter in LETTERS)  # WB6
    needs[State.HEBREW_MIDDLE] = 1 << Kind.HEBREW_LETTER  # WB7b
    needs[State.NUMBER_MIDDLE] = 1 << Kind.NUMERIC  # WB12
    return needs


@cache
def word_tables() -> tuple[
    NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint32], NDArray[np.uint8], NDArray[np.uint8]
]:
    """All tables of the kernel: properties, steps, needs, what each byte opens, what it does after ASCII letters.

    >>> *_, opens, after = word_tables()
    >>> opens[list(b" a7_")].tolist(), after[list(b" .7")].tolist()
    ([0, 1, 2, 2], [0, 1, 2])
    """
    properties, steps, needs = word_properties(), word_steps(), word_needs()
    opens, after = np.full(256, ASKS, dtype=np.uint8), np.full(256, GOES_ON, dtype=np.uint8)
    kinds = properties[:128] & KIND
    opens[:128][(properties[:128] & ALPHANUMERIC == 0) & (kinds != Kind.EXTENDNUMLET)] = SILENT
    opens[:128][kinds == Kind.ALETTER] = LETTER
    targets = steps[State.LETTER, kinds]
    after[:128][needs[targets] != 0] = MAY_END
    after[:128][targets == BOUNDARY] = ENDS
    return properties, steps, needs, opens, after
