"""A folder to start a corpus in: a metadata.csv and a themes.toml that explain themselves."""

from pathlib import Path

from analysis.errors import AnalysisError

METADATA = """\
# What is known about each document, one line each. Lines that begin with # at the top of this file are comments.
# document: the file's path in this folder without its ending ("2022/speech" for 2022/speech.txt), or with it.
# title, source, language: as you like. Further columns may be added: they become groups to count by.
# published: a date such as 2022-03-06, 2022-03 or 2022, or an interval such as 2023-04/2023-09; empty if not known.
# encoding: only for files that are not UTF-8, such as cp1252 or gb18030.
document,title,published,source,encoding,language
"""

THEMES = """\
# What to look for. Each table below is a theme, each of its terms a phrase that is counted as a mention.
# * stands for any letters or digits of the same word, a space also for a hyphen. Nothing is a regular expression.
version = "1"

# Words that ranking tables leave out; they are counted all the same.
stopwords = [
  "a", "about", "above", "after", "again", "against", "all", "also", "although", "am", "among", "an", "and",
  "any", "are", "as", "at", "be", "because", "been", "before", "being", "below", "between", "both", "but",
  "by", "can", "could", "did", "do", "does", "doing", "down", "during", "each", "either", "every", "few",
  "for", "from", "further", "had", "has", "have", "having", "he", "her", "here", "hers", "herself", "him",
  "himself", "his", "how", "i", "if", "in", "into", "is", "it", "its", "itself", "just", "may", "me", "might",
  "more", "most", "mr", "mrs", "ms", "must", "my", "myself", "no", "nor", "not", "now", "of", "off", "on",
  "once", "only", "or", "other", "our", "ours", "ourselves", "out", "over", "own", "said", "same", "shall",
  "she", "should", "so", "some", "such", "than", "that", "the", "their", "theirs", "them", "themselves",
  "then", "there", "these", "they", "this", "those", "through", "to", "too", "under", "until", "up", "upon",
  "us", "very", "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom", "why", "will",
  "with", "would", "you", "you're", "your", "yours", "yourself", "yourselves",
]

# [clean-energy]
# label = "Clean energy"
# terms = ["renewable energy", "solar", "wind power", "low carbon"]
# exclude = ["Solar Street"]        # takes mentions back
# with = ["power", "electric*"]     # counts only in sentences that also hold one of these
# color = "#009E73"
# note = "Why these phrases, and which were left out."
"""

FILES = {"metadata.csv": METADATA, "themes.toml": THEMES}


def new_folder(path: str | Path) -> list[Path]:
    """Make a folder with a commented metadata.csv and themes.toml; return what was written.

    A folder that is there already gets what it lacks; nothing is ever written over. Raises AnalysisError if nothing
    can be written, or if both files are there.
    """
    folder = Path(path)
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in FILES.items():
            try:
                with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
                    file.write(content)
            except FileExistsError:
                continue
            written.append(folder / name)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise AnalysisError(f"cannot be written: {reason}", where=str(path), do="choose another folder") from None
    if not written:
        raise AnalysisError("metadata.csv and themes.toml are there already", where=str(path), do="choose a new folder")
    return written
