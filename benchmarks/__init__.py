"""Speed and memory, against a peer or a baseline in one run: `make bench-NAME`; exit status 1 where a bar is missed."""
