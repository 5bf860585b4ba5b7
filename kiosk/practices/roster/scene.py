"""Play the demo's people: twenty-seven found an assembly, and a guest visits it. None of them exists."""

from __future__ import annotations

from kiosk.practices.contract import Moment, Scene
from kiosk.practices.roster.rules import AddGuest, AddMember

CELLS = {
    "north": "Amina Haddad|Bahar Yıldız|Chris|Dagny Østergård|Elif Kaya|Farouk Benali|Grace Okafor|"
    "Hana Novák|Ilse van den Berg",
    "south": "Jérôme Martin|Jeremy Park|Katarzyna Żak|Leyla Demir|Mateus Araújo|Nadia Rossi|Óscar Peña|"
    "Priya Raman|Quentin Léger",
    "garden": "Rie Tanaka|Sinéad O’Brien|Tomáš Dvořák|Ursula Maximiliane von Hohenfels-Bergstätt|Vũ Thị Lan|"
    "Wanda|Xiomara Reyes|Yusuf Ali|Zoë Papadopoulou",
}
GUEST = "Noor Said"


class Story(Scene):
    """Adds all members at the first evening, and a guest at the third."""

    def play(self, moment: Moment) -> None:
        play = self.player
        if moment == "joining" and play.evening == 1:
            for cell, names in CELLS.items():
                for name in names.split("|"):
                    play.ask(AddMember(name=name, cell=cell, here=True), 12)
        if moment == "visiting" and play.evening == 3:
            play.ask(AddGuest(name=GUEST, here=True))
