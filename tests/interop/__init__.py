"""What other people's programs say of our journals: Go's x/mod, OpenSSL, the shell."""
