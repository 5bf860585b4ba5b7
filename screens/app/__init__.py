"""The kiosk as one program on a wall: it shows the moments, and asks what belongs to none of them."""
