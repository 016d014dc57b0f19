"""What the benchmark of the archive asks and whom: coined reports, our two archives, and two plain text indexes."""
