"""What translators get, and proof that nothing is kept from them.

`make words` writes the templates (`kiosk/locales/*.pot`), brings the catalogues of each language up to date
and compiles them; Babel does it, at build time only. The tests here hold the templates against the code, look
for sentences that nobody marked, and put every scene on the wall in a language made of accents.
"""
