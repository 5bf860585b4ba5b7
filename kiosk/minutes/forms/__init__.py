"""One writer a form: blocks of a chapter become Markdown, HTML or plain text."""
