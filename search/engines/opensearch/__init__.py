"""Search by an OpenSearch cluster, for archives that one machine does not hold."""
