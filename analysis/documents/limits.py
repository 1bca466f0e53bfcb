"""How much of a file is read, and for how long: named settings, so that no file can hold up a load."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, times in seconds. `extracted` is the text that a PDF, Word or HTML file may give."""

    text_bytes: int = 1_000 * MEGABYTE
    table_bytes: int = 2_000 * MEGABYTE
    packed_bytes: int = 200 * MEGABYTE
    unpacked_bytes: int = 500 * MEGABYTE
    extracted_characters: int = 50 * MEGABYTE
    extraction_seconds: float = 60.0
    extraction_memory: int = 2_000 * MEGABYTE


LIMITS = Limits()
