"""The committee's pack and its siblings, as views: all that they show and nothing from which a person could be told.

A pack is for readers who may know figures only. It has no field for a person; figures come as they may leave
(`program.metrics.guarded`); tables of people are judged against those of the last pack (`program.differencing`); what
somebody typed is looked through by the leak check. Its day is the day of the book's last change, never the clock's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from program.leaks import Withheld
from program.metrics.figure import Scope
from program.metrics.pictures import Bars
from program.metrics.registry import Metric
from program.program import Program
from program.records import Cohort, Edition, Measure, PackKind, Section, Tier
from program.snapshots import Content, before, told
from program.suppression import LEAST
from program.views_pack_board import Behind, Census, Published, board, census, following_table, people_table
from program.views_pack_fairness import COMPARING, groups, stands
from program.views_pack_figures import TELLING, Figures
from program.views_pack_lead import lead
from program.views_pack_method import method
from program.views_pack_moved import moved
from program.views_pack_observer import Redaction, known_hosts, small_units
from program.views_pack_parts import (
    Board,
    Comment,
    Compared,
    Comparison,
    Decisions,
    Drawing,
    Evidence,
    PackView,
)
from program.views_pack_period import TITLES, NoSuchEdition, Order, Period, order
from program.views_pack_pictures import pictures
from program.views_pack_shares import following
from program.views_pack_words import actions, decisions, reviews, risks, stories
from program.views_reader import Reader, Typed
from program.views_reader import day as said

_OTHERS = {PackKind.SPONSOR: 5}  # figures without a target on the status page, where not ten
_COLUMNS = 6  # years and cohorts side by side


def metrics() -> Mapping[Measure, Metric]:
    """Every figure there is."""
    from program.metrics.catalogue import METRICS

    return METRICS


def pack(
    program: Program,
    day: date,
    kind: PackKind = PackKind.COMMITTEE,
    edition: str = "",
    period: Period | None = None,
    cohort: str = "",
    watermark: str = "",
    least: int = LEAST,
) -> PackView:
    """The pack of a kind as of the book's `day`: as an edition (its id) has it, else as is usual for the kind.

    `period`, `cohort` and `watermark` go before what the edition says. Groups under `least` people (3 or more), or
    under what the charter asks for, are withheld. Raises NoSuchEdition, and ValueError for a least group under the
    floor.
    """
    chosen = program.get(Edition, edition) if edition else Edition("", name="", kind=kind)
    if chosen is None or chosen.kind is not kind:
        raise NoSuchEdition(kind)
    chosen = msgspec.structs.replace(
        chosen,
        cohort=cohort or chosen.cohort,
        watermark=watermark or chosen.watermark,
        start=None if period else chosen.start,
    )
    return composed(program, chosen, day, period, least)


def composed(
    program: Program, edition: Edition, day: date, period: Period | None = None, least: int = LEAST
) -> PackView:
    """The pack that an edition puts together, whether it is kept in the book or not yet."""
    return _Pack(program, order(program, edition, day, period), max(least, program.charter.group_floor), day).view()


def behind(program: Program, view: PackView) -> Behind:
    """What stood behind the counts of people in a view, for the next pack to be judged against.

    `program` is the one the view was made of. Of what the view tells again from an earlier pack it is what stood there.
    """
    people, compared = None, tuple[Census, ...]()
    if view.board.people is not None:
        now = census(program, view.cohort, view.board.people_on or view.until)
        people = following_table(now, _last_table(program, view.cohort), view.least)
    if Section.FAIRNESS in view.sections:
        last = _last_groups(program, view.cohort)
        if view.fairness.on is not None and last is not None:
            compared = last.behind.groups
        else:
            compared = groups(program, metrics(), Scope(view.until, cohort=view.cohort))
    return Behind(people, compared)


def _last_table(program: Program, cohort: str) -> Published | None:
    """The table of people that was told last, in a pack of whatever kind."""
    return next((each.behind.people for each in told(program, cohort) if each.behind.people is not None), None)


def _last_groups(program: Program, cohort: str) -> Content | None:
    """The pack in which groups were compared last, of whatever kind."""
    return next((each for each in told(program, cohort) if Section.FAIRNESS in each.view.sections), None)


class _Pack:
    """One pack in the making."""

    def __init__(self, program: Program, order: Order, least: int, day: date) -> None:
        self.program, self.order, self.least, self.day = program, order, least, day
        self.scope = Scope(order.until, cohort=order.cohort)
        self.figures = Figures(program, metrics(), self.scope, least)
        self.title = TITLES[order.kind]
        self.held: list[Withheld] = []
        kept = before(program, self.title, order.cohort, order.until)
        self.earlier = next((each for each in kept if each.view.until < order.until), None)
        if self.earlier is not None:
            then = {measure: each.shown for measure, each in self.earlier.view.figures.items()}
            self.figures.beside(then)
        if order.kind is PackKind.QUARTERLY and order.since is not None:
            self.figures.apart(order.since)

    def has(self, *sections: Section) -> bool:
        """Whether any of these is asked for."""
        return any(section in self.order.sections for section in sections)

    def view(self) -> PackView:
        """All of it."""
        program, order = self.program, self.order
        reader = Reader(program, Tier.AGGREGATE)
        made = PackView(
            kind=order.kind,
            title=self.title,
            program=reader.words(program.charter, "name"),
            organisation=reader.words(program.charter, "organisation"),
            purpose=reader.words(program.charter, "purpose"),
            edition=Typed(order.name),
            watermark=Typed(order.watermark),
            cohort=order.cohort,
            of=program.title(Cohort, order.cohort),
            period=order.period,
            since=order.since,
            until=order.until,
            last=self.earlier.view.until if self.earlier is not None else None,
            least=self.least,
            sections=order.sections,
            lead="",
            commentary=tuple(Comment(key.value, Typed(words)) for key, words in order.commentary),
        )
        made = self._with_figures(self._with_words(made))
        made = msgspec.structs.replace(made, lead=lead(made))
        if self.earlier is not None and self.has(Section.MOVED):
            then = self.earlier.view
            made = msgspec.structs.replace(
                made,
                moved=moved(
                    then.until,
                    tuple(made.figures.values()),
                    (then.decisions, then.board, then.risks.shown, then.actions),
                    (made.decisions, made.board, made.risks.shown, made.actions),
                ),
            )
        if self.has(Section.METHOD):
            used = [self.figures.card(measure) for measure in made.figures]
            made = msgspec.structs.replace(made, method=method(used))
        if order.kind is PackKind.OBSERVER:
            made = self._redacted(made)
        return msgspec.structs.replace(made, withheld=(*self.held, *self._withheld(made)))

    def _with_words(self, made: PackView) -> PackView:
        program, order = self.program, self.order
        return msgspec.structs.replace(
            made,
            decisions=self._decisions(),
            board=self._board() if self.has(Section.BOARD, Section.MOVED) else made.board,
            risks=risks(program) if self.has(Section.RISKS, Section.MOVED) else made.risks,
            actions=actions(program, order) if self.has(Section.ACTIONS, Section.MOVED) else made.actions,
            reviews=reviews(program, order) if self.has(Section.REVIEWS) else (),
        )

    def _decisions(self) -> Decisions:
        if not self.has(Section.DECISIONS, Section.MOVED):
            return Decisions()
        made = decisions(self.program, self.order)
        return made if self.has(Section.DECISIONS) else msgspec.structs.replace(made, asked=(), more=0)

    def _board(self) -> Board:
        known = known_hosts(self.program, self.least) if self.order.kind is PackKind.OBSERVER else None
        made = board(self.program, self.order.until, self.least, self.order.cohort, known)
        now = census(self.program, self.order.cohort, self.day)  # stages have no past
        shown, on = people_table(now, _last_table(self.program, self.order.cohort), self.least)
        return msgspec.structs.replace(made, people=shown, people_on=on)

    def _with_figures(self, made: PackView) -> PackView:
        drawn = pictures(self.program, self.scope, self.least, self.order.kind, self.order.sections)
        parts = {}
        told_of = {Section.BOARD: "activity", Section.EXPOSURE: "exposure"}
        told_of |= {Section.OUTCOMES: "outcomes", Section.FAIRNESS: "fairness"}
        for section, name in told_of.items():
            if self.has(section):
                found = self.figures.of(section)
                tales, without = stories(self.program, self.order, {each.shown.measure for each in found})
                if without:
                    why = "not everybody they are about has agreed that they are told"
                    self.held.append(Withheld("story", "stories", why, without))
                here = (self._after_last(each) for each in drawn.get(section, ()) if self._may_draw(each))
                parts[name] = Evidence(found, tuple(here), tales)
        status = self.figures.telling(_OTHERS.get(self.order.kind, 10)) if self.has(Section.STATUS) else ()
        if (again := self._told_again()) is not None:
            if "fairness" in parts:
                parts["fairness"] = msgspec.structs.replace(again, stories=parts["fairness"].stories)
            then = {each.shown.measure: each for each in again.figures}
            status = tuple(
                then.get(each.shown.measure, each)
                for each in status
                if each.shown.measure not in COMPARING or each.shown.measure in then
            )
        compared = self._compared() if self.order.kind is PackKind.ANNUAL else Comparison()
        return msgspec.structs.replace(made, status=status, compared=compared, **parts)

    def _may_draw(self, picture: Drawing) -> bool:
        """Whether a picture of one cohort is of a figure that may be told of it."""
        if not self.order.cohort or picture.measure is None:
            return True
        return not self.figures.shown(picture.measure).withheld

    def _after_last(self, picture: Drawing) -> Drawing:
        """The picture, or where it counts people and would tell too much beside the one shown last, that one again."""
        if not isinstance(picture, Bars):
            return picture
        for each in told(self.program, self.order.cohort):
            last = next((made for made in each.view.pictures if made.key == picture.key), None)
            if isinstance(last, Bars):
                return following(last, said(each.view.until), picture, self.least)
        return picture

    def _told_again(self) -> Evidence | None:
        """The groups as the last pack told them, where too few people have changed since."""
        last = _last_groups(self.program, self.order.cohort)
        if last is None:
            return None
        on = stands(last.behind.groups, groups(self.program, metrics(), self.scope), self.least)
        return None if on is None else msgspec.structs.replace(last.view.fairness, on=on)

    def _compared(self) -> Comparison:
        """The most telling figures by year and by cohort (what else there is in the world is not held constant)."""
        program, until = self.program, self.order.until
        began = min((cycle.start for cycle in program.cycles), default=until)
        first = max(began.year, until.year - 3)
        years = {
            str(year): msgspec.structs.replace(
                self.scope, since=date(year, 1, 1), until=min(until, date(year + 1, 1, 1) - timedelta(days=1))
            )
            for year in range(first, until.year + 1)
        }
        named = sorted(program.of(Cohort).values(), key=lambda each: (str(each.start or ""), each.name, each.id))
        cohorts = {each.name: Scope(until, cohort=each.id) for each in named if not self.order.cohort}
        columns = (*years, *cohorts)[-_COLUMNS:]
        rows = []
        for measure in (each for each in TELLING if each in self.figures.measures):
            if self.figures.shown(measure).value is None:
                continue
            by_year, by_cohort = self.figures.split(measure, years), self.figures.split(measure, cohorts)
            cells = [(by_year if column in years else by_cohort).get(column) for column in columns]
            values = tuple(self.figures.said(measure, cell) for cell in cells)
            rows.append(Compared(self.figures.card(measure).name, values))
        return Comparison(columns, tuple(rows))

    def _redacted(self, made: PackView) -> PackView:
        redaction = Redaction(small_units(self.program, self.least))
        clean: PackView = redaction.through(made)
        if redaction.taken:
            why = f"fewer than {self.least} people belong to them or sat there"
            self.held.append(Withheld("naming of a unit", "namings of units", why, redaction.taken))
        return clean

    def _withheld(self, made: PackView) -> list[Withheld]:
        found = []
        whole = sum(bool(each.shown.withheld) for each in made.figures.values())
        part = sum(each.withheld for status in made.figures.values() for each in status.shown.parts)
        why = f"fewer than {self.least} people could be told by them, or by what could be worked out from them"
        if whole:
            found.append(Withheld("figure", "figures", why, whole))
        if part:
            found.append(Withheld("part of a figure", "parts of figures", why, part))
        people = made.board.people
        if people is not None and people.withheld and self.has(Section.BOARD):
            found.append(Withheld("count of people", "counts of people by cohort and stage", why, people.withheld))
        if made.decisions.personal:
            one, many = "entry of the decision log", "entries of the decision log"
            found.append(Withheld(one, many, "they are about single people", made.decisions.personal))
        return found
