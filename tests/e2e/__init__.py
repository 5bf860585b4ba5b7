"""The kiosk as people meet it: through a real terminal, a picture of a wall, a phone's browser."""
