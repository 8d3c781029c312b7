"""The words by which rosters name fields, statuses and roles. All stand as `plain` writes them."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _names(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(","))


#: Further headings for a field, beside those the field itself declares.
HEADINGS: dict[str, tuple[str, ...]] = {
    key: _names(names)
    for key, names in {
        "name": "employee, display name, mentee, participant, mitarbeiter, nom complet, nombre completo",
        "first": "given name, forename, christian name, vorname, prenom, nombre",
        "last": "surname, family name, nachname, familienname, nom, apellido, apellidos",
        "email": "email, e mail address, work email, mail address, correo, courriel",
        "number": "emp no, employee no, worker id, person id, personalnummer, matricule",
        "unit": "org unit, organisational unit, organizational unit, department name, abteilung, service",
        "title": "position title, job, role title, stelle, poste, cargo",
        "level": "career level, job grade",
        "location": "work location, location name, standort, lieu",
        "manager": "manager name, supervisor name, reporting manager, boss, vorgesetzter, responsable",
        "start": "hired, hire dt, joining date, date joined, eintrittsdatum, date d entree",
        "left on": (
            "exit date, end date, termination date, leave date, last day, separation date, date left, austrittsdatum"
        ),
        "external": (
            "employee type, employment type, worker type, contract type, contractor, contract, internal external"
        ),
        "status": "employment status, emp status",
        "organisation": "organization",
        "offers": "competencies, strengths",
        "goals": "development goals, learning goals",
    }.items()
}

#: Further headings for fields of other records, by the field's name.
REGISTER_HEADINGS: dict[str, tuple[str, ...]] = {
    key: _names(names)
    for key, names in {
        "person": "name, employee, mentee, participant, who, full name, employee name, e mail, email, employee number",
        "skill": "competency, competence, capability",
        "by": "rater group, source, perspective, rater type, from",
        "level": "score, rating, value, rated",
        "on": "date, day, when, rated on, date of rating, effective date, event date",
        "rater": "rater name, rated by name, assessor",
        "title": "name, heading, subject, description",
        "due": "due date, deadline, target date, until",
        "start": "start date, from, agreed",
        "done": "completed, completed on, completion date, reached",
        "attained": "attainment, gas, result, outcome",
        "criteria": "success criteria, measure, reached when",
        "role": "critical role, position, for role",
        "horizon": "readiness, ready in, time horizon",
        "criticality": "importance",
        "incumbent": "holder, current holder",
        "proposed": "proposed date, date proposed, submitted",
        "accepted": "accepted date, date accepted, approved",
        "implemented": "implemented date, date implemented, done",
        "declined": "declined date, rejected",
        "people": "authors, names, participants, about people",
        "placement": "rotation, assignment, mentee and cycle",
        "cycle": "quarter, period, term",
        "survey": "questionnaire, survey name",
        "figure": "measure, metric, kpi, indicator",
        "group": "population, who, of",
        "value": "number, result",
        "likelihood": "probability",
        "owner": "responsible, assigned to, who",
        "state": "status, progress",
        "kind": "type, category, event, what happened",
        "reason": "why, rationale",
        "name": "title",
    }.items()
}

#: Words of a heading that add nothing to what it names.
FILLERS = _set(
    "employee emp staff worker work name code id no nr number address description type primary current main the of in "
    "full person key"
)

#: Words in headings of what a mentorship program has no business with; such columns are offered, never taken unasked.
PRIVATE = _set(
    "dob birth birthday birthdate born age race racial ethnic ethnicity gender sex marital married religion religious "
    "faith disability disabled veteran orientation nationality citizenship citizen salary pay wage wages compensation "
    "bonus performance rating ratings appraisal ssn social passport visa medical health sick bank iban account union "
    "children pregnancy termination disciplinary warning"
)

#: What stands in a cell that says nothing; in a text, fewer signs are as sure.
EMPTY = _set("- -- n/a #n/a") | {""}
BLANKS = EMPTY | _set("na none null nil unknown unk tbd ? .")

#: Words of a roster's own status for those who are not there any more, and for those who are.
GONE = _set(
    "terminated termination resigned resignation retired retirement leaver departed inactive former dismissed deceased "
    "separated exited ex ausgeschieden gekundigt baja quit redundant"
)
THERE = _set(
    "active employed current present leave absence future hired starter probation permanent aktiv actif activo "
    "suspended secondment"
)

#: Yes and no, also as an answer to whether somebody is from outside.
YES = _set(
    "yes y true 1 x ja oui si sim external extern contract contractor consultant freelance freelancer vendor agency "
    "partner"
)
NO = _set(
    "no n false 0 nein non nao internal intern employee full part permanent regular temporary staff fulltime parttime "
    "apprentice trainee"
)

#: Other words for the choices of a list, by the list's name; each leads to a stored value.
CHOICES: dict[str, dict[str, str]] = {
    "Role": {
        "protege": "mentee",
        "participant": "mentee",
        "learner": "mentee",
        "executive sponsor": "sponsor",
        "program lead": "program_owner",
        "programme owner": "program_owner",
        "programme lead": "program_owner",
        "owner": "program_owner",
        "committee": "committee_member",
        "steering committee": "committee_member",
        "board member": "committee_member",
        "external coach": "coach",
        "executive coach": "coach",
    },
    "Lifecycle": {
        "alumnus": "alumni",
        "alumna": "alumni",
        "candidate": "listed",
        "enrolled": "recruited",
        "rotating": "in_rotation",
        "hand off": "handoff",
        "opted out": "declined",
    },
    "Involvement": {"normal": "standard", "short": "burst", "long": "extended"},
    "RaterGroup": {
        "self assessment": "self",
        "self rating": "self",
        "myself": "self",
        "line manager": "manager",
        "boss": "manager",
        "supervisor": "manager",
        "colleague": "peer",
        "host unit": "host",
    },
    # The scale of goal attainment, as numbers.
    "Attainment": {
        "-2": "much_less",
        "-1": "less",
        "0": "as_expected",
        "+0": "as_expected",
        "1": "more",
        "+1": "more",
        "2": "much_more",
        "+2": "much_more",
        "reached": "as_expected",
        "exceeded": "more",
        "not reached": "less",
    },
    "Horizon": {"ready": "now", "0": "now", "1 2": "one_to_two_years", "3 5": "three_to_five_years"},
    "EventKind": {
        "promoted": "promotion",
        "move": "lateral_move",
        "moved": "lateral_move",
        "transfer": "lateral_move",
        "leaver": "left",
        "exit": "left",
        "resignation": "left",
        "termination": "left",
        "retirement": "left",
    },
    "Survey": {"psych safety": "safety", "team climate": "climate", "manager confidence": "confidence"},
    "Progress": {"in progress": "in_hand", "ongoing": "in_hand", "done": "closed", "to do": "open", "new": "open"},
}

#: Names of months and their usual short forms, without accents, January first.
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januar janvier enero gennaio janeiro januari jan janv ene gen",
            "february februar fevrier febrero febbraio fevereiro februari feb fevr fev",
            "march marz mars marzo marco maart mar mrz",
            "april avril abril aprile apr avr abr",
            "may mai mayo maggio maio mei mag",
            "june juni juin junio giugno junho jun giu",
            "july juli juillet julio luglio julho jul juil lug",
            "august aout agosto augustus aug ago",
            "september septembre septiembre settembre setembro sep sept set",
            "october oktober octobre octubre ottobre outubro oct okt ott out",
            "november novembre noviembre novembro nov",
            "december dezember decembre diciembre dicembre dezembro dec dez dic",
        ),
        1,
    )
    for name in names.split()
}
