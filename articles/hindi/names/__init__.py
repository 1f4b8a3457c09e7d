"""Find the names of persons, places and organisations in running text."""
