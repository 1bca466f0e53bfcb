"""The word boundary rules of UAX #29 as a table: state of the segment × kind of the next character → next state."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from functools import cache
from typing import NamedTuple

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
def word_tables() -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint32]]:
    """All tables of the kernel: properties, steps, needs."""
    return word_properties(), word_steps(), word_needs()


class ByteClasses(NamedTuple):
    """The bytes of UTF-8 by what a kernel must know before it looks at characters; all others are ASCII between words.

    `letters`: ASCII letters, which join each other whatever stands around them. `judged`: other bytes of which a word
    can consist. `between`: ASCII that stays inside a word if, and only if, more of the word follows.
    """

    letters: tuple[int, ...]
    judged: tuple[int, ...]
    between: tuple[int, ...]


@cache
def byte_classes() -> ByteClasses:
    r"""What each byte can be, from the tables.

    >>> classes = byte_classes()
    >>> bytes(classes.judged[:11]), bytes(classes.between)
    (b'0123456789_', b'"\',.:;')
    """
    properties, steps, needs = word_tables()
    kinds = properties[:128] & KIND
    letter = kinds == Kind.ALETTER
    wordy = letter | (properties[:128] & ALPHANUMERIC != 0) | (kinds == Kind.EXTENDNUMLET)
    targets = steps[State.FLAG :, kinds]
    inside = (targets != BOUNDARY).any(axis=0) & ~wordy
    for state in (State.LETTER, State.NUMBER, State.CONNECTOR):  # what ASCII alone can lead to
        entered = steps[state, kinds[inside]]
        assert ((entered == BOUNDARY) | (needs[entered] != 0)).all()
    judged = [*np.flatnonzero(wordy & ~letter).tolist(), *range(128, 256)]
    return ByteClasses(tuple(np.flatnonzero(letter).tolist()), tuple(judged), tuple(np.flatnonzero(inside).tolist()))
