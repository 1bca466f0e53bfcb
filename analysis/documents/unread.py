"""Files that are not read: what they are, by their ending or their first bytes, and what their owner can do."""

from analysis.documents.encoding import is_binary

_HELP = {
    "save it as .docx": ".doc .dot .rtf .odt .pages .wpd",
    "save the sheet as .csv, with a column `text`": ".xls .xlsx .xlsm .ods .numbers",
    "save it as .pdf": ".ppt .pptx .odp .epub .ps .djvu",
    "save its text as .txt": ".eml .msg .mht .mhtml .xml .tex",
    "write one object a line, and call it .jsonl": ".json",
    "unpack it here": ".zip .gz .tgz .tar .7z .rar .bz2 .xz",
    "have its text recognised (OCR), and save that as .txt": ".jpg .jpeg .png .tif .tiff .gif .webp .heic",
}
_HELP_FOR = {ending: help_ for help_, endings in _HELP.items() for ending in endings.split()}
_KINDS = {  # by their first bytes
    b"%PDF-": "it is a PDF: let its name end in .pdf",
    b"{\\rtf": "it is RTF, whatever its name: save it as .docx",
    b"\xd0\xcf\x11\xe0": "it is a Word or Excel file of before 2007, whatever its name: save it as .docx or .csv",
    b"PK\x03\x04": "it is a packed file, as of Word or Excel: give it the ending that it had",
}
_LOOKED_AT = 4_096
_WIDE = 0.5  # of every second byte: in UTF-16 they are NUL where the letters are Latin
_LOCK = "~$"  # how the names begin that Word gives to notes of who has a document open


def not_read(name: str, ending: str, readable: tuple[str, ...]) -> str:
    """Why a file of that name is not read, by its name alone; "" if it is.

    >>> not_read("2022.doc", ".doc", (".txt",))
    'files that end in .doc are not read: save it as .docx'
    """
    if name.startswith(_LOCK):
        return "not a document: Word notes in it who has one open"
    if ending in readable:
        return ""
    named = f"files that end in {ending}" if ending else "files without an ending"
    known = _HELP_FOR.get(ending)
    return f"{named} are not read: {known}" if known else f"{named} are not read, only {', '.join(readable)}"


def no_text(raw: bytes) -> str:
    """Why the bytes of a file are no text; "" if they are.

    >>> no_text(b"%PDF-1.7 ..."), no_text(b"Green cars.")
    ('it is a PDF: let its name end in .pdf', '')
    """
    if not is_binary(raw):
        return ""
    known = next((kind for mark, kind in _KINDS.items() if raw.startswith(mark)), "")
    if known:
        return known
    fewer, more = sorted((raw[:_LOOKED_AT:2].count(0), raw[1:_LOOKED_AT:2].count(0)))
    if more > _WIDE * len(raw[:_LOOKED_AT]) / 2 > fewer:
        return "it looks like UTF-16 without its mark: state the encoding, utf-16-le or utf-16-be, in metadata.csv"
    return "binary: it holds no text"
