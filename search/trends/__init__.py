"""How much was written about what, and when: up to five searches over time."""
