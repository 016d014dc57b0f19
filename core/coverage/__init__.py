"""Which reports are about the same occurrence, which are copies, and who first gave a figure."""
