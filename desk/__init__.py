"""What people touch: the command line, the web desk and the API."""
