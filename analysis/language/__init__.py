"""What is in a string: words, sentences, dates. Each function works alone on one text."""
