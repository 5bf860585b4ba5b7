"""A roster of two hundred as in a city: frequent common names, accents, two surnames, hyphens."""

from __future__ import annotations

from random import Random

FIRST = """
    Maria Anna Marie Ali Mohammed Fatima Sofia Emma Paul Jonas Lukas Jan Jana Jérôme Léa Chloé Zoë Søren
    Øystein Łukasz Małgorzata Žofie Tomáš Çağla Özlem Ümit Şirin Ibrahim Aisha Yusuf Amina Leyla Bahar Rie
    Kenji Mei Wei Ana João José Miguel Carlos Carmen Lucía Inés Chris Christine Christian Kristina Stefan
    Stephanie Peter Petra Martin Martina Marta Michael Michaela Nina Noor Olga Pavel Rosa Ruth Samir Sara
    Tariq Uwe Vera Xenia Yara
""".split()
LAST = """
    Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Richter Klein Wolf
    Yılmaz Kaya Demir Şahin Çelik Nguyen Tran Kowalski Nowak Wójcik Novák Dvořák Horvat García Martínez
    López Fernández Silva Santos Pereira Costa Rossi Russo Bianchi Dubois Lefèvre Moreau Hansen Johansson
    Nilsson Haddad Khalil Mansour Hassan Ahmed Abdi Okafor Mensah Diallo Traoré Kim Park Tanaka Sato Singh
    Kaur Patel Khan Petrov Ivanova Popescu Ionescu Papadopoulos Cohen Levi Jensen Larsen O'Brien Murphy
    Walsh Smith Jones Taylor Brown
""".split()


def names(chance: Random, people: int = 200) -> list[str]:
    """Return `people` different names; names early in the lists are common and drawn more often."""
    taken: dict[str, None] = {}
    while len(taken) < people:
        first = FIRST[int(len(FIRST) * chance.random() ** 1.5)]
        last = LAST[int(len(LAST) * chance.random() ** 1.3)]
        if chance.random() < 0.1:
            first += f"-{chance.choice(FIRST)}"
        if chance.random() < 0.15:
            last += f" {chance.choice(LAST)}"
        taken[f"{first} {last}"] = None
    return list(taken)
