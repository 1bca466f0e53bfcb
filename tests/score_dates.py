"""Scores find_dates on outside data: `python tests/score_dates.py FILE.jsonl [--errors]`.

One JSON object a line: `text`, `dct` (the publication date, or null) and `timexes`, each with start, end and either
TIMEX3 fields
(type, value) or `values` with first and last days whose ends are exclusive (the Recognizers-Text specification).
TIMEX3 marks the ends of a range apart, and names the year in "before 2030": both are undone here before comparing.
"""

import argparse
import calendar
import datetime
import json
import re
import time
from pathlib import Path

from analysis.language.dates import bounds, find_dates

PAIRS = re.compile(
    r"^(.+?)(?:\s(?:to|through|until|till|and)\s(?:the\s)?|\s?[-–—/]\s?(?=\w+$|[^-–—/]+$))(.+)$", re.DOTALL
)
CALENDAR = ("DATE", "TIME")


def last_day(year, month):
    return f"{year:04d}-{month:02d}-{calendar.monthrange(year, month)[1]}"


def timex_days(value):
    """First and last day of a TIMEX3 value, or None where it is not a stretch of the calendar."""
    value = (value or "").strip()
    try:
        if found := re.match(r"^(\d{4}-\d\d-\d\d)(T.*)?$", value):
            datetime.date.fromisoformat(found[1])
            return found[1], found[1]
        if found := re.match(r"^(\d{4})-W(\d\d)(-WE)?(?:-(\d))?(T.*)?$", value):
            monday = datetime.date.fromisocalendar(int(found[1]), int(found[2]), 1)
            first, last = (5, 6) if found[3] else (int(found[4]) - 1,) * 2 if found[4] else (0, 6)
            return tuple((monday + datetime.timedelta(days)).isoformat() for days in (first, last))
        if found := re.match(r"^(\d{4})-(\d\d)(-XX)?$", value):
            return f"{found[1]}-{found[2]}-01", last_day(int(found[1]), int(found[2]))
        if found := re.match(r"^(\d{4})-([QH])(\d)$", value):
            length = 3 if found[2] == "Q" else 6
            end = int(found[3]) * length
            return f"{found[1]}-{end - length + 1:02d}-01", last_day(int(found[1]), end)
        if found := re.match(r"^(\d{4})-(SP|SU|FA|WI)$", value):
            year, first = int(found[1]), {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[found[2]]
            return f"{year}-{first:02d}-01", last_day(year + (first == 12), (first + 1) % 12 + 1)
        if found := re.match(r"^(?:FY)?(\d{4})$", value):
            return f"{found[1]}-01-01", f"{found[1]}-12-31"
        if found := re.match(r"^(\d{3})X?$", value):
            return f"{found[1]}0-01-01", f"{found[1]}9-12-31"
        if found := re.match(r"^(\d\d)(XX)?$", value):
            return f"{found[1]}00-01-01", f"{found[1]}99-12-31"
    except ValueError:
        return None
    return None


def iso(moment):
    """The day of a datetime64, "" for NaT."""
    text = str(moment)
    return "" if text == "NaT" else text.partition("T")[0]


def days(edtf):
    """First and last day of an EDTF string, or None where open or unknown."""
    ends = tuple(iso(end) for end in bounds(edtf))
    return ends if all(ends) else None


def named_days(mention):
    """The days that the words name, without the bound: 2030 in "before 2030", whose interval ends with 2029."""
    if mention.kind != "date" or not mention.edtf:
        return None
    if not mention.bound:
        return days(mention.edtf)
    alone = [other for other in find_dates(mention.text, None) if other.edtf and not other.bound]
    if alone and len(alone[0].text) == len(mention.text):
        return days(alone[0].edtf)
    start, end = bounds(mention.edtf)
    edge = iso(start) or iso(end)
    return day_named(edge, mention.bound, mention.granularity)


def day_named(edge, bound, granularity):
    """The period of that granularity whose edge a bound keeps."""
    moved = datetime.date.fromisoformat(edge) + datetime.timedelta({"before": 1, "after": -1}.get(bound, 0))
    first = last = moved
    if granularity == "week":
        first = moved - datetime.timedelta(moved.weekday())
        last = first + datetime.timedelta(6)
    elif granularity != "day":
        months = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12}.get(granularity, 12)
        starts = bound in ("before", "since")
        number = moved.year * 12 + moved.month - 1
        first_number = number if starts else number - months + 1
        first = datetime.date(first_number // 12, first_number % 12 + 1, 1)
        last_number = first_number + months - 1
        last = datetime.date.fromisoformat(last_day(last_number // 12, last_number % 12 + 1))
    return first.isoformat(), last.isoformat()


def predictions(text, dct):
    """(start, end, days or None) as TIMEX3 would mark them."""
    found = []
    for mention in find_dates(text, dct):
        pair = (
            PAIRS.match(mention.text)
            if mention.kind == "date" and "/" in mention.edtf and mention.granularity != "week"
            else None
        )
        ends = mention.edtf.split("/")
        if pair and ".." not in ends:
            found.append((mention.start, mention.start + len(pair[1]), days(ends[0])))
            found.append((mention.end - len(pair[2]), mention.end, days(ends[1])))
        else:
            found.append((mention.start, mention.end, named_days(mention)))
    return found


def matched(gold, found):
    """One-to-one pairs of overlapping spans, equal ones first: (gold, found, equal)."""
    pairs, used = [], set()
    for equal in (True, False):
        for place, one in enumerate(gold):
            if any(place == done for done, _, _ in pairs):
                continue
            best = None
            for other, two in enumerate(found):
                overlap = min(one[1], two[1]) - max(one[0], two[0])
                if other in used or overlap <= 0 or (equal and one[:2] != two[:2]):
                    continue
                if best is None or overlap > best[0]:
                    best = (overlap, other)
            if best:
                used.add(best[1])
                pairs.append((place, best[1], equal))
    return pairs


def f1(right, gold, found):
    precision, recall = right / max(found, 1), right / max(gold, 1)
    return tuple(round(100 * part, 1) for part in (precision, recall, 2 * right / max(gold + found, 1)))


def overlaps(one, others):
    return any(min(one[1], other[1]) > max(one[0], other[0]) for other in others)


def score_timex(documents, *, errors=False, narrative=False):
    """Strict and relaxed spans over all expressions; relaxed spans and exact days over those with a calendar value."""
    totals = dict.fromkeys(("gold", "found", "strict", "relaxed", "dates", "dated", "dates_relaxed", "exact"), 0)
    seconds = 0.0
    for document in documents:
        gold = [
            (item["start"], item["end"], timex_days(item["value"]) if item["type"] in CALENDAR else None, item)
            for item in document["timexes"]
        ]
        started = time.perf_counter()
        find_dates(document["text"], None if narrative else (document.get("dct") or "")[:10])
        seconds += time.perf_counter() - started
        found = predictions(document["text"], None if narrative else (document.get("dct") or "")[:10])
        pairs = matched(gold, found)
        totals["gold"] += len(gold)
        totals["found"] += len(found)
        totals["relaxed"] += len(pairs)
        totals["strict"] += sum(equal for _, _, equal in pairs)
        dates = [item for item in gold if item[2]]
        vague = [item for item in gold if not item[2] and item[3]["type"] in CALENDAR]
        dated = [item for item in found if item[2] and (not overlaps(item, vague) or overlaps(item, dates))]
        pairs = matched(dates, dated)
        totals["dates"] += len(dates)
        totals["dated"] += len(dated)
        totals["dates_relaxed"] += len(pairs)
        totals["exact"] += sum(dates[one][2] == dated[two][2] for one, two, _ in pairs)
        if errors:
            show(document, dates, dated, pairs, gold, found)
    characters = sum(len(document["text"]) for document in documents)
    return {
        "strict": f1(totals["strict"], totals["gold"], totals["found"]),
        "relaxed": f1(totals["relaxed"], totals["gold"], totals["found"]),
        "dates relaxed": f1(totals["dates_relaxed"], totals["dates"], totals["dated"]),
        "dates exact": f1(totals["exact"], totals["dates"], totals["dated"]),
        "KB/s": round(characters / 1000 / seconds, 1),
    }


def context(text, start, end):
    """A span with its neighbours, on one line."""
    return re.sub(r"\s+", " ", f"{text[max(0, start - 50) : start]}[{text[start:end]}]{text[end : end + 30]}")


def show(document, dates, dated, pairs, gold, found):
    text, name = document["text"], document["id"]
    for one, two, _ in pairs:
        if dates[one][2] != dated[two][2]:
            wanted, days_found = dates[one][3]["value"], dated[two][2]
            print("DAYS", name, context(text, *dated[two][:2]), "| gold", wanted, "| found", days_found)
    for place, item in enumerate(dates):
        if place not in {one for one, _, _ in pairs}:
            print("MISS", name, context(text, *item[:2]), "| gold", item[3]["value"])
    for place, item in enumerate(dated):
        if place not in {two for _, two, _ in pairs}:
            print("FALSE", name, context(text, *item[:2]), "| found", item[2])
    pairs = matched(gold, found)
    for place, item in enumerate(gold):
        if not item[2] and place not in {one for one, _, _ in pairs}:
            print("miss", name, context(text, *item[:2]), "| gold", item[3]["type"], item[3]["value"])
    for place, item in enumerate(found):
        if not item[2] and place not in {two for _, two, _ in pairs}:
            print("false", name, context(text, *item[:2]))


def score_spec(documents, *, errors=False):
    """Dates and date ranges of the specification: any of its readings counts; its ends are exclusive, ours are not."""
    right = total = 0
    for document in documents:
        for item in document["timexes"]:
            wanted = [spec_days(value) for value in item.get("values") or []]
            if item["type"] not in ("date", "daterange") or not any(wanted):
                continue
            total += 1
            mentions = [
                mention
                for mention in find_dates(document["text"], (document["dct"] or "")[:10])
                if min(mention.end, item["end"]) > max(mention.start, item["start"])
            ]
            answers = [answer for mention in mentions for answer in spec_answers(mention)]
            fits = any(answer in wanted for answer in answers)
            right += fits
            if errors and not fits:
                print(
                    "SPEC",
                    (document["dct"] or "")[:10],
                    document["text"],
                    "|",
                    item["text"],
                    wanted,
                    [(mention.text, mention.edtf, mention.kind) for mention in mentions],
                )
    return {"right": right, "of": total, "percent": round(100 * right / max(total, 1), 1)}


def spec_answers(mention):
    """The days of a mention; of a range also those before its last day, month or year, where the specification ends
    it."""
    yield iso(mention.earliest), iso(mention.latest)
    start, _, end = mention.edtf.partition("/")
    if end not in ("", "..") and start != "..":
        first = datetime.date.fromisoformat(iso(bounds(end)[0]))
        yield iso(mention.earliest), (first - datetime.timedelta(1)).isoformat()


def spec_days(value):
    if value.get("value", "").startswith(("0", "1", "2")) and len(value["value"]) == 10:
        return value["value"], value["value"]
    start, end = value.get("start", ""), value.get("end", "")
    if not (start or end) or ":" in start + end:
        return None
    before = (datetime.date.fromisoformat(end[:10]) - datetime.timedelta(1)).isoformat() if end else ""
    if value.get("Mod") == "before":
        return "", before
    return start[:10], before


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", action="store_true", help="print every difference")
    parser.add_argument("--narrative", action="store_true", help="withhold the publication date")
    options = parser.parse_args()
    documents = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines()]
    spec = any("values" in item for document in documents for item in document["timexes"])
    result = (
        score_spec(documents, errors=options.errors)
        if spec
        else score_timex(documents, errors=options.errors, narrative=options.narrative)
    )
    print(json.dumps(result))


if __name__ == "__main__":
    main()
