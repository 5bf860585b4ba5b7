"""How roles and voice went round."""
