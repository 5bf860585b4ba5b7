"""Between meetings: what expires soon, the last minutes, what is wrong."""
