"""The proof that the suite can fail: each classic fault of counting, planted on purpose, turns the comparison red."""

import dataclasses
import shutil

import pytest

from analytics import memory, query
from analytics.filters import Filters
from analytics.metrics import METRICS
from analytics.query import ask
from data import batches, inbox
from data.paths import Home
from data.sources import layout
from data.store import Snapshot
from tests import planted, worlds
from tests.comparison import each_disagreement
from tests.reference import Oracle
from tests.reference_records import staged
from tests.support_workbook import write_workbook

# What goes wrong -> the text of a mart as it is, and as one would wrongly write it.
WRONG_SQL = {
    "join_then_sum": {"money_part": (("LEFT JOIN parts x ON", "LEFT JOIN support z ON z.project_id = m.project_id\nLEFT JOIN parts x ON"),)},
    "missing_counterpart_as_zero": {"project_money": (("MAX(CASE WHEN a.payer = 'counterpart' THEN a.amount_vnd END)", "COALESCE(MAX(CASE WHEN a.payer = 'counterpart' THEN a.amount_vnd END), 0)"),)},
    "missing_state_as_zero": {"project_money": (("SUM(CASE WHEN a.payer IN ('national', 'local') THEN a.amount_vnd END)", "SUM(CASE WHEN a.payer IN ('national', 'local') THEN a.amount_vnd ELSE 0 END)"),)},
    "zero_as_missing": {"project_money": (("MAX(CASE WHEN a.payer = 'counterpart' THEN a.amount_vnd END)", "NULLIF(MAX(CASE WHEN a.payer = 'counterpart' THEN a.amount_vnd END), 0)"),)},
    "plan_taken_as_actual": {"project_money": (("f.stage_rank >= 4 OR", "f.stage_rank >= 2 OR"),)},
    "advance_taken_as_amount": {"project_money": (("AND f.stage <> 'advanced'", ""),)},
    "first_stage_instead_of_latest": {"project_money": (("MAX(stage_rank) AS stage_rank", "MIN(stage_rank) AS stage_rank"),)},
    "all_stages_added": {"project_money": (("AND x.stage_rank = r.stage_rank", ""),)},
    "other_state_in_counterpart": {"project_money": (("SELECT f.project_id, f.payer,", "SELECT f.project_id, CASE WHEN f.payer = 'other_state' THEN 'counterpart' ELSE f.payer END AS payer,"), ("MAX(CASE WHEN a.payer = 'counterpart' THEN a.amount_vnd END)", "SUM(CASE WHEN a.payer = 'counterpart' THEN a.amount_vnd END)"))},
    "subtotal_added": {"cube": (("THEN s_all - COALESCE(s_national, 0) - COALESCE(s_local, 0) END AS state_vnd", "THEN s_all END AS state_vnd"),)},
    "reports_added_to_records": {"cube": (("WHERE NOT EXISTS (SELECT 1 FROM recorded x WHERE", "WHERE TRUE OR NOT EXISTS (SELECT 1 FROM recorded x WHERE"),)},
    "one_side_of_a_reported_year_as_its_total": {"cube": (("CAST(r.total_vnd AS BIGINT)", "CAST(COALESCE(r.state_vnd, 0) + COALESCE(r.counterpart_vnd, 0) AS BIGINT)"),)},
    "one_fund_taken_for_both": {"cube": (("CASE WHEN f.split THEN", "CASE WHEN TRUE THEN"),)},
    "repayable_counted": {"project": (("st.\"group\" AS status_group, p.repayable,", "st.\"group\" AS status_group, 'no' AS repayable,"),)},
    "task_counted_as_project": {"project": (("p.code, p.kind, p.plan_year", "p.code, 'project' AS kind, p.plan_year"),)},
    "tasks_told_nowhere": {"apart": (("FROM money_of(FALSE)", "FROM money_of(FALSE) WHERE FALSE"),)},
    "projects_told_as_tasks": {"apart": (("FROM money_of(FALSE)", "FROM money_of(TRUE)"),)},
    "plan_item_told_as_task": {"apart": (("l.split, o.kind,", "l.split, 'task' AS kind,"),)},
    "repayable_told_nowhere": {"apart": (("WHERE kind <> 'project' OR repayable = 'yes'", "WHERE kind <> 'project'"),)},
    "repayable_told_as_task": {"apart": (("THEN 'repayable' ELSE kind END", "THEN 'task' ELSE kind END"),)},
    "repayable_task_told_as_loan": {"apart": (("CASE WHEN kind = 'project' THEN", "CASE WHEN kind = 'project' OR repayable = 'yes' THEN"),)},
    "repayable_not_recorded_told_as_loan": {"apart": (("OR repayable = 'yes'", "OR repayable <> 'no'"), ("AND p.repayable = 'yes'", "AND p.repayable <> 'no'"), ("WHERE repayable = 'yes'", "WHERE repayable <> 'no'"))},
    "loan_over_districts_told_whole_in_each": {"apart": (("l.national_vnd, l.local_vnd, l.state_vnd,", "l.national_vnd, l.local_vnd, CASE WHEN l.split THEN (SELECT SUM(x.state_vnd) FROM laid x WHERE x.split AND x.project_id = l.project_id AND x.basis = l.basis) ELSE l.state_vnd END AS state_vnd,"),)},
    "establishments_of_loans_lost": {"apart": (("WHERE s.kind <> 'project' OR s.repayable = 'yes'", "WHERE s.kind <> 'project'"),)},
    "stopped_counted_as_done": {"project": (("st.\"group\" AS status_group", "REPLACE(st.\"group\", 'ended', 'done') AS status_group"),)},
    "underway_counted_as_done": {"project": (("st.\"group\" AS status_group", "REPLACE(st.\"group\", 'underway', 'done') AS status_group"),)},
    "spanning_project_counted_twice": {"money_part": (("CASE WHEN c.part_of > 1 THEN m.project_id END AS split_project", "CAST(NULL AS VARCHAR) AS split_project"),)},
    "money_of_a_spanning_project_repeated": {"money_part": (("ELSE CAST(x.state_vnd AS BIGINT) END AS state_vnd", "ELSE m.state_vnd END AS state_vnd"),)},
    "group_split_without_shares": {"money_part": (("AND s.n_state = s.n AND s.n_counterpart = s.n AND s.n_placed = s.n\n    AND s.state_vnd = m.state_vnd AND s.counterpart_vnd = m.counterpart_vnd", ""),)},
    "wrong_year_axis": {"project": (("p.plan_year AS year", "COALESCE(EXTRACT(year FROM p.accepted_on), p.plan_year) AS year"),)},
    "earlier_file_wins": {"project": (("MAX(sequence) AS sequence", "MIN(sequence) AS sequence"),)},
    "both_receipts_counted": {"project": (("AND l.sequence = p.sequence", ""),)},
    "tier_by_payer_instead_of_manager": {"project": (("AS management, p.tier,", "AS management, CASE WHEN EXISTS (SELECT 1 FROM staging.funding f WHERE f.code = p.code AND f.payer = 'local') THEN 'local' ELSE 'national' END AS tier,"),)},
    "district_by_name_instead_of_code": {"district": (("e.code AS now_code", "(SELECT MIN(y.code) FROM latest y WHERE TRIM(REGEXP_REPLACE(y.name, '^(Thành phố|Thị xã|Huyện|Quận)\\s+', '')) = TRIM(REGEXP_REPLACE(e.name, '^(Thành phố|Thị xã|Huyện|Quận)\\s+', ''))) AS now_code"),)},
    "ended_district_not_followed": {"district": (("e.code AS now_code", "l.code AS now_code"),)},
    "management_cost_in_no_filter": {"project": (("p.content_code = 'programme_management' AS management", "FALSE AS management"),)},
    "class_counted_in_its_project_and_again": {"activity": (("AND p.classes IS NOT NULL AS told_classes", "AND FALSE AS told_classes"),)},
    "both_receipts_of_a_list_counted": {"activity": (("AND l.sequence = a.sequence", ""),)},
    "products_told_by_certificate_instead_of_identity": {"award": (("a.province || '/' || a.product_key AS product_id", "a.province || '/' || a.product_key || a.level AS product_id"),)},
    "posts_not_recorded_as_none": {"collaborator": (("CASE WHEN c.posts IS NOT NULL THEN GREATEST(c.posts - c.filled, 0) END AS vacant", "0 AS vacant"),)},
    "employees_of_the_first_year_instead_of_the_last": {"macros": (("MAX(CAST(year AS BIGINT) * 100000000 + number)", "MIN(CAST(year AS BIGINT) * 100000000 + number)"),)},
    "employees_not_recorded_as_none": {"occasion": (("MAX(employees) AS employees", "COALESCE(MAX(employees), 0) AS employees"),)},
    "beneficiaries_as_projects": {"support": (("p.province || '/' || COALESCE(s.beneficiary_code, s.beneficiary_name || '/' || COALESCE(s.commune, ''))", "p.project_id"),)},
}  # fmt: skip

# Metric -> the fields of its definition as one would wrongly write them.
WRONG_METRICS = {
    "mean_of_ratios": ("leverage", {"numerator": "SUM(CAST(pair_counterpart_vnd AS DOUBLE) / NULLIF(pair_state_vnd, 0))", "denominator": "COUNT(pair_state_vnd)"}),
    "ratio_of_unpaired_sums": ("leverage", {"numerator": "SUM(counterpart_vnd)", "denominator": "SUM(state_vnd)"}),
    "other_state_in_the_ratio": ("leverage", {"numerator": "SUM(total_vnd) - SUM(state_vnd)"}),
    "m_not_shown": ("leverage", {"left": ()}),
    "m_without_its_money": ("leverage", {"left": tuple(dataclasses.replace(part, state_vnd=None) for part in METRICS["leverage"].left)}),
    "m_counted_in_n": ("state_support", {"counted": "SUM(projects) + counted_once(split_project)"}),
    "parts_of_a_project_counted": ("projects", {"numerator": "SUM(projects) + COUNT(split_project)"}),
    "establishments_counted_each_time": ("beneficiaries", {"numerator": "COUNT(beneficiary_id)"}),
    "vacancies_counted_as_filled": ("collaborator_filled", {"numerator": "SUM(CASE WHEN role = 'collaborator' THEN posts END)"}),
    "visits_as_sessions": ("advised_establishments", {"numerator": "SUM(CASE WHEN kind = 'advice' THEN times END)"}),
    "unplaced_support_left_out": ("no_district_share", {"numerator": "COALESCE(SUM(CASE WHEN district_code IS NULL THEN state_vnd END), 0)"}),
}  # fmt: skip


def first_disagreement(snapshot, oracle: Oracle | None = None) -> str | None:
    """The first question that shows a fault; the suite of questions is the same for all."""
    return next(each_disagreement(snapshot, planted.questions(), oracle), None)


@pytest.fixture(scope="module")
def faultless():
    """The world as the marts make it, for faults that lie elsewhere."""
    return planted.rows().snapshot()


def test_without_a_fault_every_question_agrees(faultless):
    assert first_disagreement(faultless) is None


@pytest.mark.parametrize("fault", WRONG_SQL)
def test_a_fault_in_the_sql_of_a_mart_is_seen(fault):
    assert first_disagreement(planted.rows().snapshot(patches=WRONG_SQL[fault])) is not None


@pytest.mark.parametrize("fault", WRONG_METRICS)
def test_a_fault_in_the_definition_of_a_metric_is_seen(fault, monkeypatch, faultless):
    key, changes = WRONG_METRICS[fault]
    monkeypatch.setitem(METRICS, key, dataclasses.replace(METRICS[key], **changes))

    assert first_disagreement(faultless) is not None


def test_nominal_amounts_called_constant_are_seen(monkeypatch, faultless):
    monkeypatch.setattr(query, "_in_prices", lambda metric, filters: False)

    assert first_disagreement(faultless) is not None


def test_codes_of_an_old_snapshot_answering_for_a_new_one_are_seen(monkeypatch):
    before, after = worlds.make(), planted.rows().snapshot()
    monkeypatch.setattr(Snapshot, "__hash__", lambda self: 0)
    monkeypatch.setattr(Snapshot, "__eq__", lambda self, other: True)
    query.codes.cache_clear()
    try:
        ask(before, "projects", (), planted.HERE)
        assert first_disagreement(after) is not None
    finally:
        query.codes.cache_clear()


def test_remembered_answers_of_an_old_snapshot_are_seen_and_are_none_of_a_new_one(monkeypatch):
    before, after = worlds.make(), planted.rows().snapshot()
    try:
        memory.remember(16)
        ask(before, "projects", (), planted.HERE)
        asked = [("projects", (), planted.HERE)]
        assert list(each_disagreement(after, asked)) == []

        memory.remember(16)
        monkeypatch.setattr(Snapshot, "__hash__", lambda self: 0)
        monkeypatch.setattr(Snapshot, "__eq__", lambda self, other: True)
        ask(before, "projects", (), planted.HERE)
        assert list(each_disagreement(after, asked)) != []
    finally:
        memory.forget()
        query.codes.cache_clear()


def test_an_answer_kept_from_an_old_snapshot_is_seen():
    old, new = planted.rows(), planted.rows()
    new.funding[0] = new.funding[0] | {"amount_vnd": new.funding[0]["amount_vnd"] + 1_000_000}
    stale = old.snapshot()

    assert first_disagreement(stale, Oracle(staged(new.snapshot()))) is not None


# A sum row in a workbook


@pytest.fixture
def with_sum_row(tmp_path):
    """A workbook whose sheet of money ends in "Cộng", with a code and a stage, as a careless sum has."""
    return write_workbook(
        tmp_path / "sums.xlsx",
        [worlds.project("A"), worlds.project("B")],
        [worlds.money("A", "local", 100), worlds.money("B", "local", 200)],
        below={"funding": [{"province": "Cộng", "amount_vnd": 300}]},
    )


def _amounts(path, tmp_path) -> list[int]:
    home = Home(tmp_path / "home")
    inbox.make_folders(home)
    received = batches.read(home, inbox.receive(home, path))
    shutil.rmtree(home.root)
    return [row["amount_vnd"] for row in received.tables["funding"]] if not received.errors else []


def test_a_sum_row_is_told_and_not_added(with_sum_row, tmp_path):
    assert _amounts(with_sum_row, tmp_path) == [100_000_000, 200_000_000]


def test_a_reader_blind_to_sum_rows_is_seen(with_sum_row, tmp_path, monkeypatch):
    monkeypatch.setattr(layout, "subtotal_label", lambda *_: None)

    assert _amounts(with_sum_row, tmp_path) != [100_000_000, 200_000_000]


def test_one_cell_changed_by_one_million_moves_the_answer_by_as_much():
    old, new = planted.rows(), planted.rows()
    new.funding[0] = new.funding[0] | {"amount_vnd": new.funding[0]["amount_vnd"] + 1_000_000}
    before, after = (
        ask(rows.snapshot(), "state_support", (), Filters(province="gia-lai")) for rows in (old, new)
    )

    assert after.value - before.value == 1_000_000
