"""A line to type in: a name, an hour, a reason. Pasted text is cleaned before it is painted.

ESC leaves it, by the binding of the screen; until then letters go into the line. It parses nothing: the typed
text reaches a command as text and is cleaned again at the desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from kiosk.cleaning import shown
from kiosk.language import N_, words

if TYPE_CHECKING:
    _Widget = Widget
else:
    _Widget = object  # Textual takes styles only from the first widget among the bases

_, ngettext = words("keys")


class InOrder(_Widget):
    """A mix-in for widgets to type in: their own keys act at once, in the order in which they went down.

    Textual inserts letters where they arrive, but lets BACKSPACE and ENTER bubble up to the app before they
    act: in fast typing, or on a busy machine, they would act after the letters that followed them.
    """

    async def _on_key(self, event: Key) -> None:
        bindings = () if event.is_printable else self._bindings.key_to_bindings.get(event.key, ())
        for binding in bindings:
            if binding.action.startswith("scroll_"):
                continue
            event.stop()
            event.prevent_default()
            await self.run_action(binding.action)
            return


class Field(InOrder, Input):
    """Textual's Input, safe against what a clipboard may hold."""

    DEFAULT_CSS = """
    Field, Field:focus { border: none; height: 1; padding: 0 1; background: $panel; }
    """

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        max_length: int = 1_000,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            shown(value),
            placeholder=shown(placeholder),
            max_length=max_length,
            select_on_focus=False,
            id=id,
            classes=classes,
        )
        self._entered = False
        for scrolls in (
            "up",
            "down",
            "pageup",
            "pagedown",
        ):  # for what is around a line
            self._bindings.key_to_bindings.pop(scrolls, None)

    async def _on_key(self, event: Key) -> None:
        """Let ENTER or ESC answer a dialog, whichever went down first."""
        dialog = self.screen
        if event.key == "enter":
            self._entered = True
            self.call_later(setattr, self, "_entered", False)
        elif event.key == "escape" and dialog.is_modal:
            event.stop()
            event.prevent_default()
            if not self._entered:
                for binding in dialog._bindings.key_to_bindings.get("escape", []):
                    await self.app.run_action(binding.action, default_namespace=dialog)
            return
        await super()._on_key(event)

    def take(self, text: str) -> None:
        """Remove the submitted text from the line; letters typed since then stay."""
        self.value = self.value.removeprefix(text)

    def _on_paste(self, event: Paste) -> None:
        """Insert the lines with blanks between them, cleaned, as far as they fit: no line is lost unseen."""
        event.stop()
        event.prevent_default()
        pasted = " ".join(line.strip() for line in event.text.splitlines() if line.strip())
        start, end = sorted(self.selection)
        room = (self.max_length or len(event.text)) - (len(self.value) - (end - start))
        if pasted and room > 0:
            # Cut before cleaning too: cleaning a whole megabyte would be wasted.
            self.replace(shown(pasted[: room * 4])[:room], start, end)


class Correcting(Field):
    """A line in which BACKSPACE means the previous entry as long as the line is empty."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "backspace",
            "back",
            N_("delete a letter; in an empty line, correct the last one"),
            show=False,
            id="correcting.back",
        )
    ]

    class Back(Message):
        """BACKSPACE was pressed in the empty line."""

    def action_back(self) -> None:
        """Delete to the left; in an empty line, go back."""
        if self.value:
            self.action_delete_left()
        else:
            self.post_message(self.Back())
