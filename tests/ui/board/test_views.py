"""The same cards by mentee, by host and by mentor; groups, filters, search and what is remembered."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from program.commands import Keep, Remove
from program.records import Charter, Cohort, Cycle, Host, Lifecycle, Placement, Track
from program.records import Person as Someone
from tests.program.scene import mentee, mentor, placed, quarter, scene
from tests.ui.board.boards import FILLED, Boards, drawn, filled, ungrouped
from tests.ui.board.hands import CTRL, Board
from ui.board.sheet import Sheet


@pytest.fixture
def plain(board: Boards) -> Board:
    return ungrouped(board, filled())


class TestByHost:
    def test_a_lane_for_each_card_and_one_while_a_seat_is_left(self, plain: Board) -> None:
        plain.set("Rows", "Host")
        assert plain.seen() == drawn("""
            Customer Jon Cus/Haddad ·              ·              ·
            "      ·              ·              ·              ·
            Finance ·              Ana Fin/Chen   ·              ·
            Operations Ana Ope/Okafor ·              ·              ·
            "      ·              ·              ·              ·
        """)

    def test_moving_to_another_host(self, plain: Board) -> None:
        plain.set("Rows", "Host")
        plain.drag("a1", plain.cell("cus", "q1", 1))
        card = plain.program.of(Placement)["a1"]
        assert (card.person, card.cycle, card.host, card.mentor) == ("ana", "q1", "cus", "okafor")
        assert plain.desk.undo_title == "Move Ana Ruiz to Customer, Q1"

    def test_swapping_two_hosts(self, plain: Board) -> None:
        plain.set("Rows", "Host")
        plain.drag("a1", plain.cell("cus", "q1", 0), CTRL)
        cards = plain.program.of(Placement)
        assert (cards["a1"].host, cards["j1"].host) == ("cus", "ops")
        assert (cards["a1"].person, cards["j1"].person) == ("ana", "jon")

    def test_the_lanes_follow_a_change(self, plain: Board) -> None:
        """Operations has two seats: the second card fills the free lane, taking both off leaves one."""
        plain.set("Rows", "Host")
        plain.drag("j1", plain.cell("ops", "q1", 1))
        assert [row.lane for row in plain.page.model.sheet.rows if row.key == "ops"] == [0, 1]
        plain.desk.do(Keep((Host("ops", name="Operations", function="Operations", seats=5),)))
        assert [row.lane for row in plain.page.model.sheet.rows if row.key == "ops"] == [0, 1, 2]
        plain.view.choose(["a1", "j1"])
        plain.page.deeds.unplace()
        assert [row.lane for row in plain.page.model.sheet.rows if row.key == "ops"] == [0]

    def test_seats_left_are_said(self, plain: Board) -> None:
        plain.set("Rows", "Host")
        words = [
            plain.page.model.index(1, column).data(Qt.ItemDataRole.AccessibleTextRole)
            for column in range(len(plain.page.model.sheet.columns))
        ]
        assert words == [f"Customer, Q{n}, {'one seat left' if n == 1 else 'two seats left'}" for n in (1, 2, 3, 4)]


class TestByMentor:
    def test_cards_without_a_mentor_have_a_row_of_their_own(self, board: Boards) -> None:
        plain = ungrouped(board, filled(placed("a2", "ana", "q2", "fin")))
        plain.set("Rows", "Mentor")
        assert plain.seen().splitlines()[-1] == "No     ·              Ana Fin/–      ·              ·"
        plain.drag("a2", plain.cell("chen", "q2"))
        assert plain.program.of(Placement)["a2"].mentor == "chen"
        assert "No " not in plain.seen()
        plain.desk.undo()
        plain.drag("j1", plain.cell("loose", "q1"))
        assert plain.program.of(Placement)["j1"].mentor == ""

    def test_load_against_capacity(self, board: Boards) -> None:
        plain = ungrouped(board, filled(mentor("okafor", "Ben Okafor", capacity=2)))
        plain.set("Rows", "Mentor")
        assert plain.seen() == drawn("""
            Ben    Ana Ope/Okafor ·              ·              ·
            "      ·              ·              ·              ·
            Li     ·              Ana Fin/Chen   ·              ·
            Mia    Jon Cus/Haddad ·              ·              ·
        """)
        sheet = plain.page.model.sheet
        assert sheet.tally(0).words == "1 of 8 mentees of what was promised"

    def test_dragging_changes_the_mentor(self, board: Boards) -> None:
        plain = ungrouped(board, filled(mentor("okafor", "Ben Okafor", capacity=2)))
        plain.set("Rows", "Mentor")
        plain.drag("j1", plain.cell("okafor", "q1", 1))
        assert plain.program.of(Placement)["j1"].mentor == "okafor"
        assert plain.desk.undo_title == "Give Jon Bakke Ben Okafor in Q1"


def test_groups_have_headings_that_count(board: Boards) -> None:
    tracks = (
        Track("tech", name="Technical leadership"),
        Track("ent", name="Enterprise leadership"),
        mentee("ana", "Ana Ruiz", track="tech"),
        mentee("jon", "Jon Bakke", track="ent"),
    )
    hands = board(filled(*tracks))
    assert hands.seen() == drawn("""
        = Enterprise leadership
        Jon    Cus/Haddad     ·              ·              ·
        = Technical leadership
        Ana    Ope/Okafor     Fin/Chen       ·              ·
    """)
    assert hands.page.model.sheet.group_words(0, 0) == "1 of 1 placed"
    hands.drag("a2", hands.cell("jon", "q2"))
    assert hands.seen() == drawn("""
        = Enterprise leadership
        Jon    Cus/Haddad     Fin/Chen       ·              ·
        = Technical leadership
        Ana    Ope/Okafor     ·              ·              ·
    """)


def test_a_cohort_shows_its_people_and_its_cycles(board: Boards) -> None:
    hands = board(
        filled(
            Cohort("old", name="2026"),
            Cohort("new", name="2027"),
            mentee("ana", "Ana Ruiz", cohort="old"),
            mentee("jon", "Jon Bakke", cohort="new"),
            quarter(1, cohort="old"),
            quarter(3, cohort="new"),
        )
    )
    hands.set("Cohort", "2026")
    hands.set("Group by", "Nothing")
    assert hands.seen() == "Ana    Ope/Okafor     Fin/Chen       ·"
    hands.set("Cohort", "2027")
    assert hands.seen() == "Jon    ·              ·              ·"
    hands.set("Cohort", "All cohorts")
    assert hands.seen() == FILLED.replace("Haddad ", "Haddad!")


class TestFilters:
    def test_the_chips_count_over_all_rows(self, board: Boards) -> None:
        """Five empty places, of which nobody needs to fill those of people who left; one card breaks a rule."""
        hands = ungrouped(
            board, filled(mentor("chen", "Li Chen", manager="ana"), mentee("gone", "Gone Girl", status=Lifecycle.LEFT))
        )
        chips = hands.page.filters
        assert (chips.unplaced.text(), chips.warnings.text()) == ("5 unplaced", "1 breaks a rule")
        hands.page.search("Jon")
        hands.settle()
        assert (chips.unplaced.text(), chips.warnings.text()) == ("5 unplaced", "1 breaks a rule")

    def test_filters_dim_and_hide_nothing(self, plain: Board) -> None:
        plain.page.filters.unplaced.click()
        assert plain.seen() == FILLED
        assert plain.page.view.matches.found() == [(0, 2), (0, 3), (1, 1), (1, 2), (1, 3)]
        assert plain.view.here == (0, 2)
        plain.page.filters.unplaced.click()
        assert not plain.page.view.matches.active

    def test_warnings_stand_out(self, board: Boards) -> None:
        hands = ungrouped(board, filled(mentor("chen", "Li Chen", manager="ana")))
        hands.page.filters.warnings.click()
        assert hands.page.view.matches.found() == [(0, 1)]

    def test_from_find_to_find(self, plain: Board) -> None:
        actions = {action.key: action for action in plain.page.actions()}
        assert not actions["board_next"].enabled()
        plain.page.filters.unplaced.click()
        path = []
        for key in ("board_next", "board_next", "board_previous", "board_previous", "board_previous"):
            actions[key].trigger()
            path.append(plain.view.here)
        assert path == [(0, 3), (1, 1), (0, 3), (0, 2), (1, 3)]

    def test_search_looks_at_people_hosts_mentors_and_projects(self, board: Boards) -> None:
        hands = ungrouped(board, filled(placed("a1", "ana", "q1", "ops", "okafor", project="Plant safety")))
        for words, found in (("plant", [(0, 0)]), ("l. chen", [(0, 1)]), ("customer", [(1, 0)]), ("nothing", [])):
            hands.page.search(words)
            assert hands.page.view.matches.found() == found, words
        hands.page.search("ana ruiz")
        assert hands.page.view.matches.found() == [(0, column) for column in range(4)]
        assert hands.page.view.matches.row_dims(1)


def test_zoom_and_density(plain: Board) -> None:
    heights = []
    for key in ("board_plain", "board_larger", "board_smaller", "board_density_compact"):
        {action.key: action for action in plain.page.actions()}[key].trigger()
        heights.append(plain.view.rowHeight(0))
    assert heights[0] < heights[1] > heights[2] == heights[0] > heights[3]


def test_what_is_remembered_is_taken_up_again(board: Boards) -> None:
    first = board(filled())
    first.set("Rows", "Host")
    first.set("Colour", "Mentor")
    first.page.search("Ana Ruiz")
    memory = dict(first.page.state())
    assert "Ana" not in str(memory)
    first.desk.settings.keep_page_state("board", memory)
    first.desk.settings.flush()
    second = board(filled())
    second.page.restore(second.desk.settings.page_state("board"))
    assert second.page.state() == memory
    assert second.seen().startswith("Customer")


def test_reveal_finds_people_and_placements_in_any_view(board: Boards) -> None:
    plain = ungrouped(board, filled())
    plain.page.reveal("a2")
    assert [card.id for card in plain.view.chosen()] == ["a2"]
    plain.page.reveal("jon")
    assert plain.view.here == (1, 0)
    plain.set("Rows", "Host")
    plain.page.reveal("fin")
    row = plain.view.here
    assert row is not None
    assert plain.page.model.sheet.rows[row[0]].key == "fin"
    plain.page.reveal("ana")
    assert plain.seen() == FILLED


@pytest.mark.parametrize(
    ("program", "page", "what"),
    [
        (scene().of_records([Charter("charter", name="New")]), "people", "import"),
        (scene().of_records([mentee("a", "Ana")]), "setup", "cycles"),
        (scene().of_records([mentee("a", "Ana"), quarter(1)]), "setup", "hosts"),
    ],
)
def test_an_empty_board_offers_the_first_step(board: Boards, program: object, page: str, what: str) -> None:
    hands = board(program)
    went: list[tuple[str, str]] = []
    hands.page.go.connect(lambda *to: went.append(to))
    hands.page.focusProxy().setFocus()
    deed = hands.page.empty.focusProxy()
    assert deed is not None
    deed.click()  # type: ignore[attr-defined]
    assert went == [(page, what)]


class TestModel:
    """The model keeps its promises to Qt through every kind of change."""

    @pytest.mark.parametrize("rows", ["Mentee", "Host", "Mentor"])
    def test_every_change_is_told_rightly(self, board: Boards, rows: str) -> None:
        hands = board(filled(mentor("okafor", "Ben Okafor", capacity=3)))
        hands.set("Rows", rows)
        tester = QAbstractItemModelTester(hands.page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        hands.desk.do(Keep((mentee("eva", "Eva Stone"), Host("new", name="Legal", seats=3))))
        hands.desk.do(Keep((mentee("ana", "Zoe Ruiz"),)))
        second = hands.program.of(Cycle)["q2"]
        hands.desk.do(Keep((msgspec.structs.replace(second, name="Second"),)))
        hands.desk.do(Keep((mentee("jon", "Jon Bakke", status=Lifecycle.LEFT),)))
        hands.desk.do(Remove((hands.program.of(Someone)["eva"], hands.program.of(Host)["fin"])))
        for _ in range(5):
            hands.desk.undo()
        assert [row.title for row in hands.page.model.sheet.rows] == [
            row.title for row in Sheet(hands.program, hands.page.model.sheet.look).rows
        ]
        tester.deleteLater()

    def test_a_move_touches_only_the_rows_it_names(self, plain: Board) -> None:
        touched: list[tuple[int, int]] = []
        plain.page.model.dataChanged.connect(lambda first, last, *_: touched.append((first.row(), last.row())))
        plain.stand_on("j1")
        plain.drag("j1", plain.cell("jon", "q2"))
        assert set(touched) == {(1, 1)}
