"""Files become documents: read, cleaned without moving a character, dated."""
