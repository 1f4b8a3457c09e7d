"""What curators do: each act is a function here, which the admin calls, and stands in the log."""
