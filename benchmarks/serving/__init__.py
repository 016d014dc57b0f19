"""Sites that benchmarks read, each served by a process of its own."""
