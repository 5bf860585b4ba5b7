"""Words that stand above the columns of a list of people, in some twenty languages, and below them: totals.

They are a second witness, where content says too little: first and last names look alike. A list whose
headings are in none of these languages is read by what stands below them.
"""

from __future__ import annotations

import re
from typing import Literal

from kiosk.plain_names import plainly

Meaning = Literal["name", "last first", "given", "family", "cell", "other", ""]
"""What a heading says; "last first" is a column of whole names, last names first; "" is an unknown word."""


def _words(text: str) -> frozenset[str]:
    return frozenset(plainly(text).split())


_GIVEN = _words(
    "first given forename firstname givenname vor vorname vornamen prénom prénoms voornaam "
    "voornamen förnamn fornavn etunimi imię imiona křestní krstné keresztnév utónév prenume "
    "ime имя ім'я όνομα 名"
)
_FAMILY = _words(
    "last family surname lastname familyname nach nachname familienname zuname famille "
    "apellido apellidos cognome cognoms sobrenome apelido achternaam familienaam efternamn "
    "etternavn efternavn sukunimi nazwisko příjmení priezvisko vezetéknév családnév prezime "
    "soyad soyadı soyisim фамилия прізвище επώνυμο 姓"
)
_MODIFIERS = _words("first given last family famille vor nach křestní krstné")
"""Words that make a first or last name of a word for any name: last name, nom de famille."""
_NAME = _words(
    "name names fullname nom noms nombre nombres nome nomi naam namen namn navn nimi név "
    "jméno meno nume ad adı isim фио ονοματεπώνυμο 姓名 氏名 名前 이름 member members mitglied "
    "mitglieder membre membres miembro miembros membro socio socia socios medlem medlemmar "
    "lid leden jäsen członek člen tag üye член μέλος person people"
)
_CELL = _words(
    "cell group circle team cells groups teams gruppe kreis zelle ag groupe cercle cellule "
    "équipe gruppo cerchio cellula squadra grupo círculo célula equipo equipe equip groep "
    "kring cel grupp krets cirkel kreds ryhmä grupa krąg komórka zespół skupina kruh buňka "
    "tým csoport kör grup echipă celulă hücre takım ekip группа круг ячейка команда група "
    "коло ομάδα κύκλος 组 小组 組 班 グループ 조"
)
_OTHER = _words(
    "mail email e-mail courriel correo epost phone tel telefon telephone téléphone teléfono "
    "telefono mobile handy nr no number nummer num numéro número numero n° № id since seit "
    "depuis desde date datum fecha birthday address adresse dirección street strasse zip plz "
    "city ort role rolle rôle function funktion status notes notizen bemerkung remarks "
    "comment comments age alter title anrede user username login nickname spitzname"
)
_TOTAL = _words(
    "total totals sum summe gesamt gesamtzahl insgesamt anzahl somme totale suma razem celkem "
    "spolu összesen toplam итого всего разом totaal totalt summa yhteensä σύνολο ukupno count "
    "合计 合計 총계"
)
_TOKEN = re.compile(r"[^\W_]+(?:['’°-][^\W_]+)?|[n№]°?")


def meaning(heading: str) -> Meaning:
    """Return what a heading says about its column. More than four words, or figures, are no heading."""
    words = _TOKEN.findall(plainly(heading).replace("_", " "))
    there = frozenset(words)
    if not 0 < len(words) <= 4 or re.search(r"\d", heading):
        return ""
    if there & _OTHER:
        return "other"
    if there & _CELL:
        return "cell"
    given, family, name = there & _GIVEN, there & _FAMILY, there & _NAME
    if (given and family) or (name and (given | family) - _MODIFIERS):
        first = next(word for word in words if word in given | family | name)
        return "name" if first in given or (first in name and not given) else "last first"
    if given or family:
        return "given" if given else "family"
    return "name" if name else ""


def is_total(text: str) -> bool:
    """True for "Total", "Summe: 23", "23 members"."""
    words = _TOKEN.findall(plainly(text))
    counted = len(words) == 2 and words[0].isdigit() and words[1] in _NAME
    return bool(words) and (words[0] in _TOTAL or counted) and len(words) <= 4
