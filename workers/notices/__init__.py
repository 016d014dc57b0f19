"""Telling people of new flags, by rules: a signed webhook or an e-mail, sent through the queue like all other work."""
