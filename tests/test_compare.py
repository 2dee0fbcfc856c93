"""Two terms of equal length, and places beside each other like with like: what is taken, refused, drawn and left in a list."""

import datetime as dt
import itertools

import plotly.graph_objects as go
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics import compare, leverage
from analytics.charts import axes, ratio, slope
from analytics.charts import compare as drawn
from analytics.charts.plotly import figure
from analytics.codes import codes
from analytics.filters import Filters
from analytics.metrics import METRICS
from analytics.query import ask
from analytics.records import behind
from tests import worlds
from tests.invented import CHOICES, worlds_of_projects
from tests.reference import Oracle
from tests.reference_records import staged

YEARS, FIRST, LAST = (2012, 2022), (2012, 2014), (2019, 2021)
DEMO = Filters(years=YEARS, lens="state")


def test_without_a_word_the_terms_are_the_halves_of_the_period():
    assert compare.terms(None, None, YEARS) == (((2012, 2016), (2018, 2022)), True)
    assert compare.terms(None, None, (2015, 2015)) == (None, True)


def test_terms_of_an_address_are_taken_where_they_are_alike_and_lie_in_the_period():
    assert compare.terms("2012-2014", "2019-2021", YEARS) == ((FIRST, LAST), True)


@pytest.mark.parametrize(
    "first, last",
    [
        ("2012-2014", "2019-2022"),
        ("2012-2014", "2014-2016"),
        ("2019-2021", "2012-2014"),
        ("2010-2012", "2019-2021"),
        ("2012-2014", None),
        ("<script>", "1; DROP"),
    ],
)
def test_terms_that_are_unlike_overlap_or_lie_outside_are_refused_and_told(first, last):
    both, good = compare.terms(first, last, YEARS)

    assert not good and both == ((2012, 2016), (2018, 2022))


def test_every_window_of_a_length_lies_in_the_period():
    assert compare.windows((2012, 2015), 3) == [(2012, 2014), (2013, 2015)]
    assert compare.longest((2012, 2022)) == 5


@pytest.mark.parametrize(
    "key", ["state_support", "counterpart", "leverage", "projects", "beneficiaries", "coverage"]
)
def test_each_side_of_two_terms_is_the_answer_of_that_term(shipped, key):
    total = compare.both(shipped, key, None, DEMO, FIRST, LAST).total

    for name, term in (("before", FIRST), ("after", LAST)):
        assert total[name] == ask(shipped, key, (), DEMO.but(years=term)).value
    assert total["change"] == pytest.approx(total["after"] - total["before"])


OLD, NEW = (2014, 2014), (2017, 2017)


def _two_terms(make_snapshot, **more):
    """Chư Sê (628) in 2014 and Pleiku (622) in 2017; a group of 2014 over Chư Sê and Đức Cơ whose money is not told apart."""
    return make_snapshot(
        projects=[
            worlds.project("A", plan_year=2014, district_as_reported="Huyện Chư Sê"),
            worlds.project("B", plan_year=2017, district_as_reported="Thành phố Pleiku"),
            worlds.project("C", plan_year=2014, district_as_reported=None),
            worlds.project("D", plan_year=2017, district_as_reported="Huyện Đức Cơ"),
        ],
        funding=[worlds.money(code, "local", n) for code, n in (("A", 10), ("B", 20), ("C", 40), ("D", 5))],
        support=[
            worlds.served("C", "Cơ sở một"),
            worlds.served("C", "Cơ sở hai", district_as_reported="Huyện Đức Cơ"),
        ],
        **more,
    )


def _by_name(world, key: str, term_of=(OLD, NEW)) -> dict:
    names = codes(world).districts
    rows = compare.both(world, key, "district", Filters(province="gia-lai"), *term_of).rows
    return {names[r["district"]]["short_name"]: r for r in rows if r["district"] not in (None, "group")}


def test_a_district_without_a_project_in_a_recorded_term_has_zero_and_one_with_money_that_cannot_be_placed_is_not_known(
    make_snapshot,
):
    rows = _by_name(_two_terms(make_snapshot), "state_support")

    assert (rows["Pleiku"]["before"], rows["Pleiku"]["after"], rows["Pleiku"]["change"]) == (0, 20_000_000, 20_000_000)  # fmt: skip
    assert (rows["Chư Sê"]["before"], rows["Chư Sê"]["after"], rows["Chư Sê"]["change"]) == (10_000_000, 0, -10_000_000)  # fmt: skip
    assert (rows["Đức Cơ"]["before"], rows["Đức Cơ"]["after"], rows["Đức Cơ"]["change"]) == (None, 5_000_000, None)  # fmt: skip
    assert rows["Pleiku"]["n_before"] == 0


def test_a_term_with_a_year_that_no_record_covers_is_not_known_instead_of_zero(make_snapshot):
    rows = _by_name(_two_terms(make_snapshot), "state_support", ((2013, 2014), (2016, 2017)))

    assert rows["Pleiku"]["before"] is None and rows["Chư Sê"]["after"] is None


def test_a_ratio_of_a_district_without_a_project_is_no_zero(make_snapshot):
    assert _by_name(_two_terms(make_snapshot), "leverage")["Pleiku"]["before"] is None


def test_a_content_without_a_project_in_a_recorded_term_has_zero(make_snapshot):
    world = make_snapshot(
        projects=[
            worlds.project("A", plan_year=2014),
            worlds.project("B", plan_year=2017, content_code="trademark"),
        ],
        funding=[worlds.money("A", "local", 10), worlds.money("B", "local", 20)],
    )
    rows = compare.both(world, "state_support", "content", Filters(province="gia-lai"), OLD, NEW).by()

    assert (rows["trademark"]["before"], rows["machinery_application"]["after"]) == (0, 0)


def test_the_chart_draws_a_known_zero_counts_it_and_names_whom_it_does_not_know(make_snapshot):
    filters = Filters(province="gia-lai", years=(2014, 2017), lens="state")
    spec = drawn.by_district(_two_terms(make_snapshot), filters, "vi", first=OLD, last=NEW).spec
    rows = {row["full"]: row for row in spec.rows}

    assert spec.title.startswith("1 huyện tăng, 1 giảm, 1 chưa rõ; ")
    assert rows["Đức Cơ"]["text"] == "chưa rõ 2014"
    assert [note for note in spec.notes if "Đức Cơ" in note] and not any(
        "Pleiku" in note for note in spec.notes
    )
    dots = [trace for trace in figure(spec, "light", "vi")["data"] if trace["mode"] == "markers"]
    assert 0 in dots[0]["x"] and 0 in dots[1]["x"]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(worlds_of_projects(), CHOICES, st.sampled_from(((OLD, NEW), ((2014, 2015), (2016, 2017)))))
def test_in_any_small_world_the_districts_of_two_terms_are_what_the_oracle_says(world, filters, both):
    snapshot = world.snapshot()
    oracle = Oracle(staged(snapshot))
    for key in ("state_support", "counterpart", "total_cost"):
        rows = compare.both(snapshot, key, "district", filters, *both).rows
        for row in (row for row in rows if row["district"] not in (None, "group")):
            told = tuple(oracle.placed(key, row["district"], filters, term) for term in both)
            # In prices of one year the product rounds to the đồng.
            for found, expected in zip((row["before"], row["after"]), told, strict=True):
                same = found == expected if None in (found, expected) else abs(found - expected) <= 0.5
                assert same, (key, row["district"], found, expected)


@pytest.mark.parametrize("lens", ["state", "counterpart", "total", "ratio"])
@pytest.mark.parametrize(
    "make", [drawn.by_district, drawn.by_content, drawn.by_type, drawn.by_tier, ratio.change]
)
def test_a_chart_of_two_terms_names_both_and_plotly_reads_it(shipped, make, lens):
    for language in ("vi", "en"):
        spec = drawn.between(make, FIRST, LAST)(shipped, DEMO.but(lens=lens), language).spec
        assert spec.title and spec.alt and spec.summary and not spec.empty
        assert "2012–2014" in str((spec.subtitle, spec.rows, spec.notes)) and "2019–2021" in str(
            (spec.subtitle, spec.rows, spec.notes)
        )
        for theme in ("light", "dark"):
            go.Figure(figure(spec, theme, language))


def test_the_same_terms_make_the_same_value_so_that_a_drawing_is_remembered():
    assert drawn.between(drawn.by_district, FIRST, LAST) is drawn.between(drawn.by_district, FIRST, LAST)
    assert drawn.between(drawn.by_district, FIRST, LAST) is not drawn.between(
        drawn.by_district, FIRST, (2020, 2022)
    )


@pytest.mark.parametrize("make", [drawn.by_district, drawn.by_content, drawn.by_type])
def test_a_dot_opens_to_the_projects_of_its_own_term_whose_support_it_is(shipped, make):
    rows = make(shipped, DEMO, "vi", first=FIRST, last=LAST).spec.rows

    assert rows
    for row in rows:
        for name in ("before", "after"):
            if row[name]:
                assert behind(shipped, row[f"mark_{name}"], DEMO).sums["state_vnd"] == row[name]


def test_ratios_on_few_projects_are_grey_last_and_in_no_title(shipped):
    spec = drawn.by_district(
        shipped, DEMO.but(lens="ratio"), "vi", first=(2012, 2016), last=(2018, 2022)
    ).spec
    few = [row["few"] for row in spec.rows]

    assert any(few) and not all(few) and few == sorted(few)
    assert all(
        row["n_before"] >= 5 and row["n_after"] >= 5
        for row in spec.rows
        if not row["few"] and row["change"] is not None
    )
    assert not any(row["label"] in spec.title for row in spec.rows if row["few"])


def test_a_ratio_of_zero_is_listed_since_a_log_axis_has_no_place_for_it(shipped):
    spec = drawn.by_content(shipped, DEMO.but(lens="ratio"), "vi", first=(2012, 2016), last=(2018, 2022)).spec
    zero = [row for row in spec.rows if row["before"] == 0 or row["after"] == 0]

    assert zero and not any(row["drawn"] for row in zero)
    assert any(zero[0]["full"][:12] in note for note in spec.notes)


def test_the_waterfall_of_chosen_terms_adds_up_to_the_change_of_the_two_ratios(shipped):
    total = leverage.change(shipped, ("content",), DEMO, FIRST, LAST).total
    both = compare.both(shipped, "leverage", None, DEMO, FIRST, LAST).total

    assert total["value"] == pytest.approx(both["change"])
    assert total["mix"] + total["within"] + total["unweighted"] == pytest.approx(both["change"])


# Beside others


def test_what_is_published_of_whole_programmes_is_what_the_sources_state(shipped):
    told = {(p.place, p.years, p.basis, p.tier): round(p.answer.value, 3) for p in compare.published(shipped)}

    assert told["soc-trang", (2016, 2018), "actual", "all"] == 7.667
    assert told["soc-trang", (2016, 2018), "plan", "all"] == 2.573
    assert told["gia-lai", (2012, 2022), "actual", "all"] == 2.502
    assert told["dak-lak", (2020, 2020), "plan", "local"] == 0.8
    # One content, and one batch of a plan, are no whole programme.
    assert not any(
        place == "ha-tinh" or (place, years) in {("soc-trang", (2022, 2022)), ("dak-lak", (2022, 2022))}
        for place, years, _, _ in told
    )


def test_plan_and_actual_other_lengths_and_other_funds_never_stand_beside_each_other(shipped):
    for one in (p for p in compare.published(shipped)):
        like, unlike = compare.against(shipped, one)
        assert all((p.basis, p.length, p.tier) == (one.basis, one.length, one.tier) for p in like)
        assert all(p.basis == one.basis for p in unlike)
        assert one.place not in {p.place for p in (*like, *unlike)}


def test_a_figure_that_was_not_seen_again_is_not_used(make_snapshot):
    assert [p.place for p in compare.published(_published(make_snapshot, 1))] == ["gia-lai"]
    assert compare.published(_published(make_snapshot, 1, verified="no")) == ()


PLACES = ("gia-lai", "kon-tum", "dak-lak", "dak-nong", "lam-dong", "binh-dinh", "phu-yen")


def _published(make_snapshot, n: int, **changes):
    """A world in which n places state a whole-programme ratio of 2016-2020: 1, 2, 3 …"""
    figures = []
    for i, place in enumerate(PLACES[:n]):
        span = {
            "province": place,
            "period_start": dt.date(2016, 1, 1),
            "period_end": dt.date(2020, 12, 31),
            "source_id": f"s{i}",
            **changes,
        }
        figures.append(worlds.figure(2 * i, "state_support", 1_000_000_000, id=f"s{i}#1", **span))
        figures.append(worlds.figure(2 * i + 1, "counterpart", (i + 1) * 1_000_000_000, id=f"s{i}#2", **span))
    return make_snapshot(figures=figures)


@pytest.mark.parametrize("n, there", [(5, False), (6, True)])
def test_from_five_comparable_places_on_there_is_a_chart_and_under_that_a_list(make_snapshot, n, there):
    world = _published(make_snapshot, n)
    chart = drawn.others(
        world, Filters(province="gia-lai"), "vi", place="gia-lai", years=(2016, 2020), basis="actual"
    )

    assert (chart is not None) == there
    if chart:
        assert [row["value"] for row in chart.spec.rows] == [6, 5, 4, 3, 2, 1]
        assert len({row["mark"] for row in chart.spec.rows}) == 6
        go.Figure(figure(chart.spec, "light", "vi"))


def test_the_place_is_held_against_others_by_its_chosen_years_and_the_simulated_one_says_so(shipped):
    mine = compare.own(shipped, Filters(years=YEARS))

    assert [(p.place, p.years, p.basis) for p in mine] == [("demo", YEARS, "actual")]
    assert mine[0].answer.simulated
    assert [p.place for p in compare.against(shipped, mine[0])[0]] == ["gia-lai"]
    assert METRICS[mine[0].answer.metric].key == "leverage"


@pytest.mark.parametrize(
    ("language", "title"),
    [("vi", "Cả hai nguồn cộng lại: +2,00 tỷ"), ("en", "Both funds together: +2.00 bn")],
)
def test_both_funds_told_as_one_are_no_fund_that_rose(language, title):
    world = worlds.make(
        figures=[
            worlds.figure(i, "counterpart", amount * 1_000_000_000, year)
            for i, (year, amount) in enumerate([(2015, 1), (2016, 3)])
        ]
    )
    filters = Filters(province="gia-lai", years=(2015, 2016), lens="counterpart")
    spec = drawn.by_tier(world, filters, language, first=(2015, 2015), last=(2016, 2016)).spec

    assert [row["code"] for row in spec.rows if row["drawn"]] == ["all"]
    assert spec.title == title


def test_money_told_of_other_funds_in_each_term_is_not_said_to_want_projects():
    world = worlds.make(
        figures=[
            worlds.figure(1, "state_support", 1_000_000_000, 2015, "national"),
            worlds.figure(2, "state_support", 1_000_000_000, 2015, "local"),
            worlds.figure(3, "state_support", 3_000_000_000, 2016),
        ]
    )
    filters = Filters(province="gia-lai", years=(2015, 2016), lens="state")
    spec = drawn.by_tier(world, filters, "vi", first=(2015, 2015), last=(2016, 2016)).spec

    assert any(row["drawn"] for row in spec.rows) and spec.title == "Chưa đủ số để so hai kỳ"


@pytest.mark.parametrize("points", [[0, 0, 0, 0], [1, 2, 3], [0.1, 5, 5.1, 9.99], [9.9, 9.9, 9.9], [0, 10]])
def test_names_beside_a_slope_stand_apart_in_order_and_within_the_drawing(points):
    placed = slope.apart(points, 1, (0, 10))

    assert all(b - a >= 1 - 1e-9 for a, b in itertools.pairwise(placed))
    assert placed[0] >= 0.5 and placed[-1] <= 10


def test_names_that_have_room_stand_at_their_points():
    assert slope.apart([1, 4, 8], 1, (0, 10)) == pytest.approx([1, 4, 8])


def test_a_slope_leads_every_name_back_to_its_point_and_names_all_in_full_on_a_phone(shipped):
    spec = drawn.by_type(shipped, DEMO, "vi", first=(2012, 2016), last=(2018, 2022)).spec
    plot = figure(spec, "light", "vi")
    shown = [row for row in spec.rows if row["drawn"]]
    ends = sum(row[key] is not None for row in shown for key in ("before", "after"))
    leads = plot["data"][-1]

    assert len(plot["layout"]["annotations"]) == ends == leads["x"].count(None)
    narrow = plot["layout"]["meta"]["narrow"]
    told = " ".join(note["text"].replace("<br>", " ") for note in narrow["layout.annotations"])
    assert all(axes.escape(row["full"]) in told for row in shown if row["after"] is not None)
    assert len(narrow[f"data.{len(plot['data']) - 1}.y"]) == len(leads["y"])
    across = plot["layout"]["xaxis"]["range"]
    assert 1 / (across[1] - across[0]) > 0.4  # of the width is between the terms


def test_a_ratio_that_does_not_exist_in_one_term_is_not_called_unknown_money(shipped):
    spec = drawn.by_district(shipped, DEMO.but(lens="ratio"), "vi", first=(2012, 2016), last=(2018, 2022)).spec  # fmt: skip
    note = next(note for note in spec.notes if "Đức Cơ" in note)

    assert note.startswith("Không có hệ số ở một kỳ")
