"""Checks of our journals by other people's programs: Go's x/mod, OpenSSL, the shell."""
