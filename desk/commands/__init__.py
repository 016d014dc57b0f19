"""The commands of `tawatur`, a file a subject. Heavy imports stay inside the functions that need them."""
