"""Tables of Hindi words, written for this project."""
