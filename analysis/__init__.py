"""Charts of what a folder of documents says, each with the sentences behind it."""
