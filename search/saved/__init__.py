"""Saved searches: what is new in them since the last visit, and mails of what is new."""
