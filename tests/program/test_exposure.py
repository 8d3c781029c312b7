"""The exposure ledger of one person, worked out by hand on the plain scene."""

from __future__ import annotations

from datetime import date

import pytest

from program.exposure import Ledger, Mark, Met, Stop, ledger
from program.gaps import Gap, Offer
from program.metrics.figure import Scope
from program.program import Program
from program.records import (
    CHARTER,
    Charter,
    Checkpoint,
    Cohort,
    Goal,
    Host,
    Person,
    Record,
    Role,
    Stage,
    Strength,
    Theme,
    Track,
)
from tests.program.scene import mentee, mentor, placed, quarter, scene

MAY = Scope(date(2027, 5, 1))  # q1 and q2 have begun


def made(*records: Record, person: str = "ana", scope: Scope = MAY) -> Ledger:
    return ledger(scene(*records), person, scope)


def test_functions_met_and_planned() -> None:
    found = made(
        Charter(CHARTER, name="Test program", breadth=3),
        Host("ops2", name="Plant", function="operations"),
        placed("a1", "ana", "q1", "ops"),
        placed("a2", "ana", "q2", "ops2"),
        placed("a3", "ana", "q3", "fin"),
    ).functions
    assert found.met == (Met("Operations", ("a1", "a2")),)
    assert found.planned == (Met("Finance", ("a3",)),)
    assert found.wanted == 3


def test_styles_are_those_of_mentors() -> None:
    found = made(
        mentor("okafor", "Ben Okafor", style="Analytical"),
        mentor("chen", "Li Chen", style=" analytical"),
        mentor("haddad", "Mia Haddad", style="Bold"),
        placed("a1", "ana", "q1", mentor="okafor"),
        placed("a2", "ana", "q2", mentor="chen"),
        placed("a3", "ana", "q3", mentor="haddad"),
    ).styles
    assert (found.met, found.planned) == ((Met("Analytical", ("a1", "a2")),), (Met("Bold", ("a3",)),))


def test_themes_against_track_and_wishes() -> None:
    themes = [Theme(key, name=key.title()) for key in ("risk", "people", "growth", "quality")]
    found = made(
        *themes,
        Track("tech", name="Technical", themes=("risk", "people")),
        mentee("ana", "Ana Ruiz", track="tech", themes=("growth", "risk")),
        Host("ops", name="Operations", function="Operations", themes=("people", "quality")),
        placed("a1", "ana", "q1", "ops"),
        placed("a2", "ana", "q2", "fin", theme="risk"),
    ).themes
    assert found.met == (Met("people", ("a1",)), Met("quality", ("a1",)), Met("risk", ("a2",)))
    assert found.wished == ("risk", "people", "growth")
    assert found.missing == ("growth",)


def test_competencies_are_goals_that_mentors_offer() -> None:
    found = made(
        mentor("chen", "Li Chen", offers=(Strength("safety", 3), Strength("other", 5))),
        Goal("g", person="ana", title="Safer", skill="safety"),
        Goal("later", person="ana", title="Later", skill="later", start=date(2027, 6, 1)),
        placed("a1", "ana", "q1", mentor="chen"),
        placed("a2", "ana", "q2", mentor="haddad"),
    ).competencies
    assert found.met == (Met("safety", ("a1",)),)
    assert found.wished == ("pricing", "safety")
    assert found.missing == ("pricing",)


def test_the_way_through_the_stages() -> None:
    found = made(placed("a1", "ana", "q1", "ops"), placed("a3", "ana", "q3", "fin"))
    assert found.stops == (
        Stop("a1", "q1", Stage.FOUNDATION, "ops", True),
        Stop("a3", "q3", Stage.STRATEGIC, "fin", False),
    )
    assert found.ordered
    assert found.stages == (Stage.STRATEGIC, Stage.LEAD)
    lead_first = made(quarter(1, stage=Stage.LEAD), placed("a1", "ana", "q1", "ops"), placed("a2", "ana", "q2", "fin"))
    assert not lead_first.ordered


def test_quality_is_what_checkpoints_say_by_then() -> None:
    found = made(
        placed("a1", "ana", "q1", "ops"),
        Checkpoint("c1", placement="a1", on=date(2027, 2, 1), complexity=4, transfer=2),
        Checkpoint("c2", placement="a1", on=date(2027, 3, 1), complexity=5),
        Checkpoint("c3", placement="a1", on=date(2027, 6, 1), complexity=1),
        Checkpoint("c4", placement="a1", complexity=1),
    ).quality
    assert found[0] == Mark("complexity", 4.5, 2)
    assert found[1] == Mark("autonomy", None, 0)
    assert Mark("transfer", 2.0, 1) in found


def test_company_is_new_the_first_time() -> None:
    """Ana meets Okafor in q1 and again in q3; Jon at Operations in q1 and again in q2: half of each is new."""
    found = made(
        placed("a1", "ana", "q1", "ops", "okafor"),
        placed("a2", "ana", "q2", "cus", "chen"),
        placed("a3", "ana", "q3", "ops", "okafor"),
        placed("a4", "ana", "q4", "fin", "haddad"),
        placed("j1", "jon", "q1", "ops"),
        placed("j2", "jon", "q2", "cus"),
        scope=Scope(date(2027, 8, 1)),
    )
    assert (found.mentors.ids, found.mentors.met, found.mentors.new) == (("okafor", "chen"), 3, 2)
    assert (found.hosts.met, found.hosts.new) == (3, 2)
    assert (found.peers.ids, found.peers.met, found.peers.new, found.peers.novelty) == (("jon",), 2, 1, 50.0)


def test_company_of_an_earlier_cohort_is_known() -> None:
    """Chen was Ana's mentee the year before; being mentored by Chen is no new company then."""
    found = made(
        Cohort("old", name="Old"),
        quarter(1, cohort="old"),
        Person("chen", name="Li Chen", roles=(Role.MENTEE, Role.MENTOR), cohort="old", capacity=1),
        placed("c1", "chen", "q1", "ops", "ana"),
        placed("a2", "ana", "q2", "ops", "chen"),
    )
    assert (found.mentors.met, found.mentors.new) == (1, 0)
    assert (found.hosts.met, found.hosts.new) == (1, 1)


def test_what_a_free_cell_would_add() -> None:
    """Ana has met Operations and will meet Finance; q4 is free, and of its hosts Customer is new and wished for."""
    found = made(
        Theme("service", name="Service"),
        mentee("ana", "Ana Ruiz", themes=("service",)),
        Host("cus", name="Customer", function="Customer", seats=2, themes=("service",)),
        Host("lab", name="Lab", function="Research", closes=date(2027, 6, 1)),
        Host("own", name="Own", function="product"),
        placed("a1", "ana", "q1", "ops"),
        placed("a3", "ana", "q3", "fin"),
    ).gaps
    assert [gap.cycle for gap in found] == ["q2", "q4"]
    second, fourth = found
    assert second.offers[0] == Offer("cus", "Customer", ("service",))
    assert Offer("own", "", ()) in second.offers
    assert "lab" not in {offer.host for gap in (fourth,) for offer in gap.offers}
    assert {"ops", "fin"}.isdisjoint(offer.host for gap in found for offer in gap.offers)  # sat there, or will


def test_cycles_that_are_over_are_no_gaps() -> None:
    assert made(scope=Scope(date(2028, 1, 1))).gaps == ()
    assert isinstance(made(scope=Scope(date(2027, 11, 1))).gaps[0], Gap)


def test_somebody_without_anything() -> None:
    found = ledger(Program.of_records([Person("p", name="P")]), "p", MAY)
    assert (found.functions.met, found.evenness, found.stops, found.gaps) == ((), None, (), ())
    assert (found.mentors.met, found.mentors.novelty, found.ordered) == (0, None, True)
    with pytest.raises(KeyError):
        ledger(Program.of_records([]), "p", MAY)
