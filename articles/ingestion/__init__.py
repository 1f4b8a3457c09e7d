"""Ingestion: from files to stored articles. Each stage is a module of its own."""
