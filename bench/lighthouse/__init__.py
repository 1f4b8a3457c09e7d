"""Lighthouse on the pages that readers see most: ``make lighthouse``."""
