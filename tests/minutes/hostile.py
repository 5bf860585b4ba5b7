"""Hostile words for the minutes, and their harmless twins: texts that try to become markup.

One line each, except the last few. A twin has the same lines, each with the text "x".
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from kiosk.cleaning import has_visible, shown
from kiosk.minutes.chapters import converted
from kiosk.minutes.document import Minutes

HTML = """
<script>alert(1)</script>
</style><script>alert(1)</script>
<img src=x onerror=alert(1)>
"><img src=x onerror=alert(1)>
'><svg/onload=alert(1)>
</title><h1>owned</h1>
<!-- comment
--><b>out</b>
<![CDATA[ x ]]>
<a href="javascript:alert(1)">click</a>
<iframe src=//evil.example></iframe>
<base href=//evil.example>
<meta http-equiv=refresh content=0;url=//evil.example>
<style>*{display:none}</style>
<body onload=alert(1)>
</bdi></p></main></body></html>
</q></li></ul>
</textarea><plaintext>
<details open ontoggle=alert(1)>
<link rel=stylesheet href=//evil.example>
&lt;script&gt;alert(1)&lt;/script&gt;
&#60;b&#62;bold&#60;/b&#62;
&amp;amp;&nbsp;&bogus;
{{ 7 * 7 }} {% raw %} {# x #}
{{ m.__class__ }}
%(name)s %s {0} {name} {person!r}
${alert(1)} #{1+1} <%= 1 %>
""".strip().split("\n")

MARKDOWN = """
# heading
## heading ##
####### seven
heading\\
- item
* item
+ item
1. item
12) item
> quote
>>> quote
--- --- ---
***
___
===
| a | b |
|---|---|
a | b | c
```
~~~ruby
`code`
``a ` b``
*emphasis* _emphasis_
**strong** __strong__
~~struck~~
[text](http://evil.example)
![image](http://evil.example/x.png)
[text][ref]
[ref]: http://evil.example
[^1] [^1]: note
<http://evil.example>
<mail@evil.example>
http://evil.example/path?a=b&c=d
https://evil.example
www.evil.example
evil.example
mail@evil.example
evil.com
ana@evil.org
www.evil.com/path
pool.txt and README.md
ftp://evil.example
$x^2$ $$y$$
- [ ] task
- [x] task
:smile: :tada:
Term
: definition
\\# not a heading
\\
a\\
\\\\
\\*a\\*
!important
[!NOTE]
^sup^ ==mark== ++ins++
@everyone #1 GH-1
&copy; &#x3c;
        indented
trailing spaces  .
*[HTML]: abbreviation
{#id .class}
:::warning
\\begin{x}
<!-- -->
[[wiki]]
""".strip("\n").split("\n")

CONTROLS = [
    "\x1b[2Jgone",
    "\x1b]0;title\x07",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x9b31mred",
    "nul\x00nul",
    "del\x7fdel",
    "\u202egnp.exe",
    "\u2066isolated\u2069",
    "\u200bzero\u200bwidth\ufeff",
    "soft\u00adhyphen",
    "line\u2028separator\u2029",
    "\U000e0041tags\U000e007f",
    "x" + "\u0301" * 200,
    "\u3164filler",
    "\ud800lone",
    "\ue000private",
    "tab\tand\rreturn",
    "bell\x07",
    "👨\u200d👩\u200d👧 family",
    "می\u200cخواهم",
    "שלום עולם",
    "مرحبا بالعالم",
    "日本語の名前",
    "ﷺ",
    "Ａｎａ",
]

CALENDAR = [
    "END:VEVENT",
    "a;b,c:d",
    "\\n BEGIN:VALARM",
    "DTSTART:20000101",
    "ATTACH:http://evil.example",
    "é" * 60,
]

MARKUP = """
[@click=app.quit]Ana[/]
[/
[b]bold[/b]
[TODO] q
[$x]
""".strip("\n").split("\n")

LINES = [
    "one\n\n\n\ntwo",
    "para\n# heading\n- item\n    code\n",
    "a\n===\nb\n---",
    "```\ncode\n```",
    "> a\n>> b",
    "| a |\n|---|\n| b |",
    "\n\n   leading",
    "<div>\n\n*a*\n\n</div>",
    "[a]: http://evil.example\n[a]",
    "1. a\n2. b\n   - c",
    "a  \nb\\\nc",
    "\tcode\n\tcode",
    "\r\nX: y\r\n\r\nbody",
    "END:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:x",
]

CORPUS = [*HTML, *MARKDOWN, *CONTROLS, *CALENDAR, *MARKUP, *LINES]


def twin(text: str) -> str:
    """Return a text with as many lines and paragraphs, each line "x"."""
    cleaned = shown(text, multiline=True)
    return re.sub(r"[^\n]+", lambda line: "x" if line[0].strip() else line[0], cleaned)


def with_texts(minutes: Minutes, said: Callable[[str], str]) -> Minutes:
    """Return the document with `said` applied to everything that people typed."""
    return converted(_each(msgspec.to_builtins(minutes), said, ""))


_TYPED = {"assembly", "name", "notes", "reason", "role", "section", "text", "title", "versions", "why"}


def _each(value: object, said: Callable[[str], str], field: str) -> object:
    if isinstance(value, str):
        # An empty text stays empty: a missing title, a missing reason.
        return said(value) if value and field in _TYPED else value
    if isinstance(value, list):
        return [_each(item, said, field) for item in value]
    if isinstance(value, dict):
        return {key: _each(item, said, key) for key, item in value.items()}
    return value


def typed(text: str, limit: int = 40) -> str:
    """Return the text as it could be typed for a name: one line, not too long, with a visible character."""
    line = " ".join(text.split())[:limit].strip()
    return line if has_visible(line) else f"{line}x"
