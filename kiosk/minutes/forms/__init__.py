"""One writer per form: it turns the blocks of a chapter into Markdown, HTML or plain text."""
