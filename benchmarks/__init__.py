"""Speed and memory against a peer or a baseline in the same run: `make bench-NAME`; exit status 1 where a bar is not met."""
