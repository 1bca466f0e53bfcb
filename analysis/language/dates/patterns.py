"""The grammar of English date expressions: a table of phrases, what may stand before them, and what may follow.

Pieces stand in braces: `{month}`, or `{month:m}` where the matched text is wanted under the name m (the pieces:
vocabulary.py). One space stands for one or two white spaces or a line break, never for an empty line; ` ?` for at most
one. At each place the rules are tried in the order of the table, so the longer phrase stands above the shorter one;
serving.py says which rules a trigger word calls.
"""

from __future__ import annotations

import re

from analysis.language.dates.holidays import holiday_names
from analysis.language.dates.vocabulary import MESSAGED, ORDINALS, PIECES, SMALL, any_of

GAP = r"\s{1,2}+(?<!\n\n)"
TO = r"(?: ?[-–—~] ?| (?:to|through|thru|until|till|and) )"
OF_YEAR = r"(?:(?:,? (?:of |in )?|/){yearlike:year})"
YMD_TIME = r"(?:t[\d:.]+(?:z\b|[+-]\d\d:?\d\d)?|,? {clock})?"

# What may stand before a phrase, as part of the expression; part, daypart and hour leave its days as they are.
HEAD_ROWS = [
    # two weeks before Christmas, the day after March 3
    ("offset", r"(?:{quantity}|the) {unit}s? (?:before|after|from|since|prior to|following) "),
    # the week of March 4, the last week of May
    ("week_of", r"w/c |(?:the )?(?:(?P<which_week>{ordinal}) )?week (?:of|beginning|commencing|starting|ending"
                r"|ended)(?: on)? "),
    # the first nine months of 1990
    ("stretch", r"(?:the )?(?P<side>first|last|final|opening|closing) {quantity:count} {unit:size}s? of "),
    ("edge", r"the (?:first|last|final|opening|closing) day of "),
    # the end of March, early next year, later this month
    ("part", r"(?:the )?(?:very )?(?:end|beginning|start|middle|close|onset|outset|rest|remainder|height|turn"
             r"|{share} part) of "
             r"|(?:the )?(?:very )?(?:early|late|mid|earlier|later)(?:(?: in| on| during)? |-)(?!of\b)"),
    ("daypart", r"(?:the )?(?:early |late )?{daypart}(?: hours)? (?:of|on) (?:the )?"),
    ("hour", r"(?:{clock}|noon|midnight),? (?:on )?"),
    ("about", r"(?<!how\s)(?:around|about|circa|c\.|ca\.?|approximately) "),
]  # fmt: skip
HEAD = "(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in HEAD_ROWS) + ")"
# What may follow a phrase that names a day.
TAIL = r"(?:,? (?:early |late )?{daypart}(?! of)\b)?(?:,? (?:at )?(?:around |about )?{clock})?"

SPANS = "past|last|next|coming|upcoming|following|previous|first|final|recent|preceding|subsequent|succeeding"

Rule = tuple[str, str]
RULES: list[Rule] = [
    # days in figures: 2022/03/06 11:43, 20220306, 2020年4月29日, 25/12/2021, 3/4/89, 03/2015, 2015-12
    ("ymd", r"(?P<y>(?:1\d|2[01])\d\d)(?P<sep>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9])(?!\d"
            r"|[-.:]\d)" + YMD_TIME),
    ("ymd_compact", r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d|[.,-]\d)"),
    ("chinese", r"(?P<y>\d{4}) ?年(?: ?(?P<m>\d\d?) ?月(?: ?(?P<d>\d\d?) ?[日号號])?)?"),
    ("chinese_day", r"(?P<m>\d\d?) ?月 ?(?P<d>\d\d?) ?[日号號]"),
    ("dmy", r"(?P<a>\d\d?)(?P<sep>[-/.])(?P<b>\d\d?)(?P=sep)(?P<y>(?:1[5-9]|20|21)\d\d)(?!\d|[-/.]\d)" + YMD_TIME),
    ("dmy_short", r"(?P<a>\d\d?)(?P<sep>[-/])(?P<b>\d\d?)(?P=sep)(?P<y>\d\d)(?![\d/-]|[.,]\d)"),
    ("month_in_figures", r"(?P<m>0?[1-9]|1[0-2])(?:/|(?<=\d\d)-)(?P<y>(?:1[5-9]|20|21)\d\d)(?![\d/-])"),
    ("day_in_figures", r"(?P<a>3[01]|[12]\d|0?[1-9])/(?P<b>3[01]|[12]\d|0?[1-9])(?![\d/]|[.,]\d)"),
    ("iso_week", r"{year_digits:y}-?w(?P<n>0[1-9]|[1-4]\d|5[0-3])(?:-?(?P<d>[1-7]))?(?![\d-])"),
    ("ordinal_date", r"{year_digits:y}-(?P<n>[0-3]\d\d)(?![\d-])"),
    # 2021-22 as years of a school or a budget
    ("marked_years", r"(?:the )?(?:{fiscal} (?:years? )?|fy ?){year_digits:y}[-–/](?P<z>\d\d(?:\d\d)?)(?![\d/-])"
                     r"|(?:the )?{year_digits:v}[-–/](?P<w>\d\d(?:\d\d)?) {fiscal} years?\b"),
    ("year_figure", r"{year_digits:y}-(?P<m>[1-9])(?![\d/.-])"),
    ("years", r"(?:the years )?{year_digits:y}(?P<dash>[-–—/~])(?P<z>\d\d(?:\d\d)?)(?![\d/]|-\d|\.\d)"),
    # several days of one month: June 5-7, 2013; from 5 to 7 June
    ("month_days", r"{month:m}[ -](?:the )?{day_or_nth:d}" + TO + r"(?:the )?{day_or_nth:e}"
                   r"(?:,? (?:of )?{yearlike:year})?"),
    ("days_month", r"(?:the )?{day_or_nth:d}" + TO + r"(?:the )?{day_or_nth:e}(?: of)?[ -]{month:m}" + OF_YEAR + "?"),
    # a day with its month's name, with or without a year: March 3rd, 2011; 13 Jan 1951; June 20 of last year; Friday,
    # Nov. 2
    ("month_day_year", r"(?:{weekday:w},? )?{month:m}(?:[ -]|(?=\d))(?:the )?{day_or_nth:d} ?(?:,|-"
                       r"| of)? ?(?:in )?{yearlike:year}"),
    ("day_month_year", r"(?:{weekday:w},? )?(?:the )?{day_or_nth:d}\.?(?: day)?(?: of|-|/)? ?{month:m}(?:, ?| (?:of "
                       r"|in )?|-|/){yearlike:year}"),
    ("date_in_era", r"(?:(?:the )?{day_or_nth:d}(?: of)? {month:m}|{month:n}(?: {day_or_nth:e})?),? (?P<y>\d{1,4}) ?"
                    r"(?P<era>{eras})"),
    ("year_month_day", r"{year_digits:year}[-/]{month:m}[-/]{day:d}"),
    ("year_month", r"{year_digits:year},? {month:m}(?! ?\d)"),
    ("month_year", r"{month:m}" + OF_YEAR),
    ("month_day", r"(?:(?P<next>this|next|last) )?(?:{weekday:w},? )?{month:m}(?:[ -](?:the )?|/|(?=\d)"
                  r"|, (?={nth}))?{day_or_nth:d}"),
    ("day_month", r"(?:{weekday:w},? )?(?:the )?{day_or_nth:d}(?: day)?(?: of|-)? ?(?:(?P<next>this|next"
                  r"|last) )?{month:m}"),
    # parts of years: the third quarter of this year, Q3 2023, H1 2023, the spring of 1916, summer 1968
    ("quarter", r"(?:the )?(?:{fiscal} )?{ordinal:n}[ -](?:{fiscal}[ -])?quarter\b" + OF_YEAR),
    ("quarter_alone", r"(?:the )?(?:{fiscal} )?{place:n}[ -](?:{fiscal}[ -])?quarter\b"),
    ("quarter_of", r"{yearlike:year}[’']s (?:{fiscal} )?{place:n}[ -]quarter\b"),
    ("half_of", r"{yearlike:year}[’']s {place:n}[ -]half\b"),
    ("q", r"(?:{year_digits:y}[ -]?q(?P<n>[1-4])|q(?P<o>[1-4])(?:[ -]?(?:fy ?)?(?:{year_digits:z}"
          r"|[’'‘](?P<yy>\d\d)(?!\d))|[ -]?fy ?(?P<xx>\d\d)(?!\d)| (?:of |in )?{yearlike:year}"
          r"|\b))"),
    ("figure_q", r"(?P<n>[1-4])q(?:[ -]?(?:(?:fy ?)?{year_digits:y}|[’'‘]?(?P<yy>\d\d)(?!\d))|\b)"),
    ("figure_h", r"(?P<n>[12])h[ -]?(?:{year_digits:y}|[’'‘]?(?P<yy>\d\d)(?!\d))"),
    ("half", r"(?:the )?{ordinal:n}[ -]half" + OF_YEAR),
    ("half_alone", r"(?:the )?(?P<n>first|second)[ -]half\b"),
    ("h", r"(?:{year_digits:y}[ -]?h(?P<n>[12])|h(?P<o>[12])[ -]?{year_digits:z})\b"),
    ("season_years", r"(?:the )?{season:s}(?: of)? {year_digits:y}[-–/]\d\d(?:\d\d)?(?!\d)"),
    ("season_year", r"(?:the )?{season:s}" + OF_YEAR),
    ("year_season", r"{year_digits:year} {season:s}"),
    ("holiday_weekend", rf"(?:the )?(?:weekend of (?P<name>{holiday_names()})|(?P<holiday>{holiday_names()}) weekend)"
                        r"(?:,? (?:of |in )?{yearlike:year})?"),
    ("holiday", rf"(?:(?P<which>this|last|next|the following) )?(?P<name>{holiday_names()})(?:,? (?:of "
                rf"|in )?{{yearlike:year}})?"),
    # decades, centuries, marked years: the 1990s, the ’60s, the 19th century, fiscal 1990, 493 BC
    ("decade", r"(?:the )?(?:(?P<d>(?:1\d|20)\d)0|[’'‘](?P<e>\d)0)[’']?s\b|the (?:early |late "
               r"|mid-?)?{decade_word:word}"),
    ("century", r"(?:the )?(?:early[ -]|late[ -]|mid-?)?{day_or_nth:n}[ -]century\b(?P<bc> b\.?c\.?e?)?"),
    ("fiscal_year", r"(?:the )?(?:{fiscal:f}[ -](?:year )?|fy ?)(?:{year_digits:year}|[’'‘]?(?P<yy>\d\d))(?![\d/])"),
    ("era", r"(?P<y>\d{1,4}) ?(?P<era>{eras})|(?:a\.d\.|ad) (?P<z>\d{1,4})(?!\w)"),
    ("the_year", r"the year {year_digits:year}"),
    ("spoken_year", r"{spoken_year:words}"),
    # by reference to the day of publication or to the date last told
    ("day_word", r"(?:the day (?P<beyond>before|after) )?"
                 r"(?P<word>yesterday|today|tomorrow|tonight|overnight|{messaged})\b"),
    ("week_weekday", r"(?P<week>last|next|this) week,? (?:on )?{weekday:w}"),
    ("weekday_nth", r"{weekday:w},? (?:the )?(?:{nth:d}|{day:e}(?! ?[-–:/]))(?! (?:percent|to|in|of|[a-z]+s)\b)"),
    ("week_number", r"(?:the )?week (?P<n>[1-9]|[1-4]\d|5[0-3])(?: of {yearlike:year}|(?! of\b))"),
    ("same_period", r"(?:the )?(?:same|like|comparable|corresponding) (?:{fiscal} )?(?P<unit>period|time|quarter"
                    r"|month|half|week)(?:" + OF_YEAR + r"| (?P<ago>a year (?:ago|earlier|before)))"),
    ("beyond", r"the (?P<unit>week|month|quarter|year|decade|weekend) (?P<side>after next|before last)\b"),
    ("the_unit_before", r"(?:the|a) (?P<unit>day|week|month|year|decade|century) (?P<rel>before|after|earlier|later"
                        r"|ago|following|previous)\b(?! (?:the|a|an|his|her|its|their|he|she|it|they|we|that|being"
                        r"|[a-z]+ing)\b)"),
    ("nth_month", r"(?:the )?{nth:n} month of {yearlike:year}"),
    ("end_of", r"end[- ]of[- ](?P<unit>week|month|quarter|year)\b|eo(?P<letter>[wmqy])\b"),
    ("which_unit", r"(?:(?:the )?{which:which}|(?P<the>the)) (?:{fiscal:f} )?"
                   r"(?P<unit>week|wk|weekend|wkn?d|wkend|month|quarter"
                   r"|year|yr|decade|century|day|night|morning|afternoon|evening)\b(?![-–]\w| (?:ago|old)\b)"),
    ("which_month", r"(?:the )?{which:which} {month:m}"),
    ("which_season", r"(?:the )?{which:which} {season:s}"),
    ("ago", r"(?:{quantity:n}[ -](?:{any_unit:unit}s?)|{plural_unit:units}) (?P<rel>ago|earlier|later|afterwards?"
            r"|from now|hence|before|after)\b(?P<beyond>(?:(?<=before)|(?<=after)) (?:the|a|an|his|her|its|their|he"
            r"|she|it|they|we|that|being|[a-z]+ing)\b)?"),
    ("in_units", r"(?<=\bin\s){number:n} {unit:unit}s?\b(?:[’'] time)?(?! (?:of|that|when|to|and)\b)"),
    ("weekday", r"(?:(?:the )?{which:which} )?{weekday:w}(?:,? (?:of )?(?P<week>(?:the )?{which}) week\b)?"),
    ("which_nth", r"the {nth:d}(?: day)?(?: of)? (?P<which>that|this|last|next|the same|the present|the following"
                  r"|the) month"),
    ("nth", r"(?:the )?{nth_figures:d}(?! ?-)"),
    ("month", r"{month:m}"),
    ("season", r"(?:the )?{season:s}"),
    ("year_end", r"(?:the )?year[- ]?end\b(?! of)(?: {year_digits:year})?|(?:the )?(?P<whose>month|year"
                 r"|week)[’']s end\b"),
    ("day_period", r"(?:(?:the|a) )?(?P<which>same|year-ago|year-earlier|latest|current) period\b"),
    ("short_year", r"[’'‘](?P<yy>[4-9]\d)(?![\d’'s])"),
    ("year", r"{year_digits:year}"),
    ("clock", r"{clock}(?<=[m.tcrs])"),
    # what stays off timelines
    ("set", r"(?:every|each)(?: single| other| few| passing)?(?: {quantity})? (?:{any_unit}s?|{weekday}|{month}"
            r"|{season}|{daypart})\b|(?:once|twice|{number} times) (?:a|an|per|each|every) {any_unit}\b"
            r"|per {any_unit}\b|(?:daily|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?|nightly|hourly"
            r"|biennial|semiannual(?:ly)?)\b"
            r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|weekends\b"),
    ("span", r"(?:the )?(?:(?P<which>" + SPANS + r") (?:(?P<n>{quantity})[ -])?(?:[a-z]+ )??{any_unit:unit}s"
                                                 r"|(?P<m>{number}) (?P<whose>" + SPANS + r") {any_unit:size}s)\b"),
    ("now", r"now\b"),
    ("vague", r"recent(?:ly)?\b|current(?:ly)?\b|nowadays\b|lately\b|the (?:near |distant |recent |immediate "
              r"|not[- ]too[- ]distant |foreseeable )?(?:future|past)\b(?! of)|these days\b|(?<=\bat\s)(?:the|that"
              r"|this|the present) time\b|presently\b|present[- ]day\b|modern[- ]day\b"
              r"|formerly\b|the present\b"),
    ("duration", r"(?:the )?{quantity:n}[ -](?:(?!{no_quality}\b)[a-z]+ )?{any_unit:unit}s?(?:-long|[- ]old| long)?\b"
                 r"|{plural_unit}\b"),
]  # fmt: skip

EXTRA = {
    "share": r"(?:latter|early|first|later|second|last|greater)",
    "day_or_nth": f"(?:{PIECES['nth']}|{PIECES['day']}|(?:twenty|thirty)[ -](?:{any_of(SMALL[:9])})\\b)",
    # words that may not stand between a number and its unit: "3 next week", "40 percent a year"
    "no_quality": rf"(?:of|in|to|and|or|per|an?|the|percent|[mb]illion|times|out|next|last|this|past|previous"
    rf"|following|coming|every"
    rf"|each|that|same|for|from|on|by|at|with|{any_of(ORDINALS)})",
    "year_digits": PIECES["year"],
    "place": r"(?:first|second|third|fourth|final|1st|2nd|3rd|4th)",
    "plural_unit": r"(?:second|minute|hour|day|week|month|year|decade|centurie)s",
    "eras": r"b\.c\.(?:e\.)?|bce?\b|a\.d\.|ad\b|c\.e\.|ce\b",
    "messaged": any_of(tuple(MESSAGED)),
    "nth_figures": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)\b",
}


def expand(pattern: str, *, named: bool) -> str:
    """The regular expression of a readable pattern, with or without the names of its parts."""

    def piece(found: re.Match[str]) -> str:
        body = (PIECES.get(found[1]) or EXTRA[found[1]]).replace("[ -]", "(?: |-)")
        return f"(?P<{found[2]}>{body})" if named and found[2] else f"(?:{body})"

    pattern = pattern.replace("[ -]", "(?: |-)")
    while True:
        pattern, count = re.subn(r"\{([a-z_]+)(?::(\w+))?\}", piece, pattern)
        if not count:
            break
    if not named:
        pattern = re.sub(r"\(\?P<\w+>", "(?:", pattern)
    return re.sub(r" (\?)?(?![*+{])", lambda space: r"\s{0,2}" if space[1] else GAP, pattern)


END = r"(?![^\W\u4e00-\u9fff])"
# Matched against small letters: twice as fast as without regard to case.
COMPILED = {name: re.compile(expand(pattern, named=True) + END) for name, pattern in RULES}
HEADS = re.compile(expand(HEAD, named=True))
TAILS = re.compile(expand(TAIL, named=False) + END)
