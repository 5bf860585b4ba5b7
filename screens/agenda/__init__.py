"""The agenda on the wall, and where it comes from: a file that somebody wrote."""
