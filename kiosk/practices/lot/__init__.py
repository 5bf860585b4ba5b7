"""The draw by lot: nobody in the room, nor the kiosk, nor who built it, can steer who is drawn."""
