"""The same measures over many partitions."""
