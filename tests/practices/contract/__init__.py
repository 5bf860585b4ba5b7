"""What every practice owes the house: asked of the kiosk's practices, and of one more that a test adds."""
