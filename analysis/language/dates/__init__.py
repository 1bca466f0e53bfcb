"""Every date that an English text tells: where it stands, what it means, and what part it plays."""

from analysis.language.dates.edtf import bounds
from analysis.language.dates.finding import Read, anchored_dates, find_dates, read_dates, reading_mode
from analysis.language.dates.mention import DateMention

__all__ = ["DateMention", "Read", "anchored_dates", "bounds", "find_dates", "read_dates", "reading_mode"]
