"""The reason why a file is not read: it goes into the report of the load, and the load goes on."""


class RefusedError(Exception):
    """Why a file, or a table, gives no documents."""
