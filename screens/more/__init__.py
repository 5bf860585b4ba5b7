"""Everything that has no key of its own: rules, looks, circulation, the journal."""
