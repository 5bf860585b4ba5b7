"""The minutes that members take home: a sitting as a document, rendered, sealed, published, served to phones.

    build.of_open(desk)              read back before closing         build.build(desk, 7)   a closed meeting
    render.render(minutes, form)     markdown, html, text, json, ics
    publish.publish(folder, desk, 7) its files in public/minutes      publish.refresh        what is missing
    expecting.made(folder, desk)     what a server may give out, made where it is missing
    server.Server(folder)            the web server's process, started and watched

Everything here is derived from the journal and disposable. `docs/minutes.md` says what minutes contain, and
how anybody checks them.
"""
