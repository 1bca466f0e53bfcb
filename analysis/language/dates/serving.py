"""Which rules of the grammar a trigger calls, so that few are tried. The order is that of the table in patterns.py."""

from __future__ import annotations

from analysis.language.dates.patterns import RULES

OF_YEAR = "year_month_day iso_week ordinal_date year_figure quarter_of half_of marked_years years year_month q h"
OF_UNIT = "beyond end_of same_period the_unit_before which_unit ago in_units set span duration"
OF_DAY = "month_day_year day_month_year month_day day_month"

CALLED = {
    "date": "ymd day_month_year ymd_compact chinese chinese_day dmy dmy_short month_in_figures day_in_figures years",
    "year": f"{OF_YEAR} year_season decade fiscal_year era year",
    "nth": "days_month day_month_year day_month quarter quarter_alone half century which_nth nth",
    "short": "figure_q figure_h q h marked_years fiscal_year short_year decade season_years",
    "clock": "clock",
    "era": "era",
    "month": f"date_in_era month_days days_month {OF_DAY} month_year holiday which_month month set",
    "weekday": f"{OF_DAY} holiday weekday_nth weekday set",
    "season": "season_years season_year which_season season set",
    "day": "holiday_weekend holiday day_word the_unit_before which_unit ago in_units which_nth set span vague duration",
    "week": f"{OF_UNIT} week_weekday week_number",
    "month_unit": f"{OF_UNIT} nth_month year_end",
    "quarter": f"{OF_UNIT} quarter quarter_of quarter_alone",
    "year_unit": f"{OF_UNIT} marked_years years holiday fiscal_year the_year year_end",
    "year's": "quarter_of half_of holiday which_unit year_end set duration",
    "century": "century the_unit_before which_unit ago in_units set span duration",
    "unit": "holiday_weekend beyond which_unit ago set span duration",
    "half": "same_period half half_of half_alone",
    "fiscal": "marked_years quarter_of half_of quarter quarter_alone fiscal_year which_unit",
    "day_word": "day_word",
    "daypart": "weekday which_unit ago set duration",
    "holiday": "holiday_weekend holiday",
    "end": "end_of",
    "spoken": "spoken_year",
    "decade": "decade",
    "set": "set",
    "period": "same_period day_period",
    "present": "which_unit span vague day_period",
    "vague": "same_period vague",
    "adverb": "now vague",
}
# Of these, the rules that may begin with the trigger itself, where that is not all of them.
CALLED_AT = {
    "day": "ago duration",
    "week": "week_number ago duration",
    "month_unit": "ago year_end duration",
    "quarter": "",
    "year_unit": "ago year_end duration",
    "year's": "year_end duration",
    "century": "ago duration",
    "unit": "ago duration",
    "half": "",
    "period": "",
}


def in_order(names: str) -> tuple[str, ...]:
    """Rules in the order of the table."""
    wanted = set(names.split())
    return tuple(name for name, _ in RULES if name in wanted)


SERVES = {kind: in_order(names) for kind, names in CALLED.items()}
BARE = SERVES | {kind: in_order(names) for kind, names in CALLED_AT.items()}
