"""Which function says what a phrase means: the rules of patterns.py, and the two files that resolve them.

Sets, vague words and "now" mean no days (TIMELESS in meaning.py)."""

from __future__ import annotations

from collections.abc import Callable

from analysis.language.dates import calendar_dates as named
from analysis.language.dates import distances
from analysis.language.dates import relative_dates as relative
from analysis.language.dates.edtf import whole
from analysis.language.dates.periods import Period
from analysis.language.dates.reference import Meaning, Parts, Reference
from analysis.language.dates.vocabulary import spoken_year

RESOLVERS: dict[str, Callable[[Parts, Reference], Meaning]] = {
    **dict.fromkeys(("ymd", "ymd_compact", "chinese", "month_in_figures"), named.full_figures),
    "chinese_day": named.chinese_day,
    **dict.fromkeys(("dmy", "dmy_short"), named.numeric_order),
    "day_in_figures": named.day_in_figures,
    "iso_week": named.iso_week,
    "year_figure": named.year_and_figure,
    "holiday_weekend": named.holiday_weekend,
    "beyond": relative.beyond,
    "nth_month": named.nth_month,
    "end_of": relative.end_of,
    "ordinal_date": named.ordinal_date,
    "marked_years": named.marked_years,
    "date_in_era": named.date_in_era,
    "years": named.year_month_or_range,
    **dict.fromkeys(("month_days", "days_month"), named.days_of_month),
    **dict.fromkeys(("month_day_year", "day_month_year", "month_day", "day_month"), named.day_of_month),
    **dict.fromkeys(("year_month", "month_year", "month"), named.month_of_year),
    **dict.fromkeys(("quarter", "quarter_of", "quarter_alone", "q", "figure_q"), named.part_of_year("quarter", 4)),
    **dict.fromkeys(("half", "half_of", "half_alone", "h", "figure_h"), named.part_of_year("half", 2)),
    **dict.fromkeys(("season_years", "season_year", "year_season", "season"), named.season),
    "holiday": named.named_holiday,
    "decade": named.decade,
    "century": named.century,
    "fiscal_year": named.fiscal_year,
    "era": named.era,
    "spoken_year": lambda parts, seen: whole(Period("year", spoken_year(parts["words"]))),
    "year_month_day": named.day_of_month,
    **dict.fromkeys(("the_year", "year"), lambda parts, seen: whole(Period("year", int(parts["year"])))),
    "short_year": lambda parts, seen: whole(Period("year", named.full_year(int(parts["yy"]), seen))),
    "day_word": relative.day_word,
    **dict.fromkeys(("weekday", "week_weekday"), relative.weekday),
    "weekday_nth": relative.weekday_nth,
    "week_number": relative.week_number,
    "which_unit": relative.which_unit,
    "which_month": relative.which_month,
    "which_season": relative.which_season,
    "the_unit_before": distances.the_unit_before,
    "ago": distances.ago,
    "in_units": distances.in_units,
    **dict.fromkeys(("which_nth", "nth"), relative.nth),
    "year_end": relative.year_end,
    "same_period": relative.same_period,
    "day_period": relative.day_period,
    "clock": relative.clock,
    "span": distances.span,
    "event": named.event,
    "duration": distances.duration,
}
