"""The kiosk as one program on a wall: it shows the moments, and holds the actions common to all of them."""
