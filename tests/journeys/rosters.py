"""Rosters shaped like the ones human-resources systems write: byte order mark, padded cells, two date formats, managers
who are not in the file, doubled names. Made from a seed; nobody in them is real."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

HEADINGS = (
    "EmpID",
    "FirstName",
    "LastName",
    "StartDate",
    "ExitDate",
    "Title",
    "Supervisor",
    "ADEmail",
    "BusinessUnit",
    "EmployeeStatus",
    "DepartmentType",
    "DOB",
    "GenderCode",
)
_GIVEN = ("Ana", "Jon", "Mei", "Sam", "Lea", "Omar", "Iva", "Noa", "Élif", "Tomáš", "Ruth", "Kofi", "Ingrid", "Paolo")
_FAMILY = ("Ruiz", "Bakke", "Tanaka", "Oduya", "Martin", "Said", "Horák", "Levi", "Demir", "O'Neill", "Adler", "Mensah")
_UNITS = ("CCDR", "EW", "PL", "WBL", "NEL", "BPC", "SVG", "MSC", "TNS", "PYZ")


def write_roster(path: Path, rows: int, seed: int = 1) -> list[str]:
    """Write a roster of `rows` people to `path`; returns their names in the file's order."""
    dice = random.Random(seed)
    names: list[str] = []
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for number in range(rows):
            given = dice.choice(_GIVEN)
            family = f"{dice.choice(_FAMILY)}-{_letters(number)}"
            names.append(f"{given} {family}")
            start = date(2018, 1, 1) + timedelta(days=dice.randrange(1800))
            born = date(1960, 1, 1) + timedelta(days=dice.randrange(14000))
            boss = dice.choice(names) if dice.random() < 0.2 else f"{dice.choice(_GIVEN)} Elsewhere"
            writer.writerow(
                (
                    10_000 + number,
                    given,
                    family,
                    f"{start:%d-%b-%y}",
                    "",
                    "Area Sales Manager" if number % 3 else "Production Technician I",
                    boss,
                    f"person{number}@example.org",
                    dice.choice(_UNITS),
                    "Active",
                    f"{'Production':<17}",
                    f"{born:%d-%m-%Y}",
                    dice.choice(("Female", "Male")),
                )
            )
    return names


def _letters(number: int) -> str:
    """A name made of letters for each number: 0 is Aa, 1 is Ab …"""
    first, rest = divmod(number, 26 * 26)
    second, third = divmod(rest, 26)
    return "".join(chr(ord("a") + digit) for digit in (first, second, third)).capitalize()
