"""Readers' accounts: signing up, in and out, passwords, addresses, and leaving."""
