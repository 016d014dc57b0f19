"""The demo: a loopback newsroom with pages of our own, and what the workflow should find in them."""
