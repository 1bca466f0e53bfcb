"""The one exception that a user can cause: it says what happened, where, and what to do about it."""


class AnalysisError(Exception):
    """What happened, where it happened, and what to do.

    The base of every error that input, settings or file names can cause.

    >>> print(AnalysisError("there is no such folder", where="my-corpus", do="check the spelling"))
    my-corpus: there is no such folder. What to do: check the spelling.
    """

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        self.what, self.where, self.do = what, where, do
        place = f"{where}: " if where else ""
        advice = f" What to do: {do.rstrip('.')}." if do else ""
        super().__init__(f"{place}{what.rstrip('.')}.{advice}")
