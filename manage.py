"""The command line: build, import, query, reconcile, serve, doctor.

What a user can mend is told in a sentence on stderr, with an exit code of its kind (`data/errors.py`);
2 is a command that could not be understood, 50 a doctor's complaint.
"""

import os
import signal
import subprocess
import sys
import traceback
from collections import Counter
from pathlib import Path
from typing import Annotated, Literal

import typer

from analytics import cli, cli_output, doctor
from analytics.codes import codes
from analytics.filters import BASES, TIERS, parse_years
from analytics.notes import answer_notes, error_text, finding_text, period_text
from analytics.text import say
from data.build import Built, build, import_file
from data.errors import (
    BuildRefused,
    ImportRefused,
    PortInUse,
    SnapshotCorrupt,
    SnapshotMissing,
    SnapshotSchema,
    UserError,
)
from data.finding import LEVELS, Finding
from data.inbox import write_atomically
from data.paths import PROGRAM, Home, home
from data.store import Snapshot, current

DOCTOR_COMPLAINS = 50
STOP_SECONDS = 10

app = typer.Typer(
    help="Đòn Bẩy: số liệu khuyến công, hỏi và đối chiếu. / Khuyến công money: questions and reconciliation.",
    rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True,
)  # fmt: skip

Language = Annotated[Literal["vi", "en"], typer.Option("--lang", help="Ngôn ngữ / language.")]
Form = Annotated[Literal["table", "json", "csv"], typer.Option("--format", help="Dạng in ra / output form.")]
Basis = Annotated[Literal[BASES], typer.Option(help="Cách đọc: thực hiện, kế hoạch… / reading.")]
Tier = Annotated[Literal[TIERS] | None, typer.Option(help="Cấp quản lý / who manages.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="Cổng / port.")]


@app.command("build")
def build_command(lang: Language = "vi") -> None:
    """Dựng và công bố bản số liệu. / Build and publish a snapshot."""
    _built(lang)


@app.command("import")
def import_command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Tệp .xlsx hoặc .csv / files.")],
    form: Form = "table",
    lang: Language = "vi",
) -> None:
    """Nhập từng tệp, trọn vẹn hoặc không gì cả. / Take files in, each whole or not at all."""
    told, refused = [], []
    for path in files:
        error, findings, snapshot_id = _import_one(path)
        rows = cli_output.findings_as_rows(findings, lambda f: finding_text(f, lang))
        sentence = error_text(error, lang) if error else None
        told.append(
            {
                "file": str(path),
                "imported": error is None,
                "snapshot": snapshot_id,
                "error": sentence,
                "findings": rows,
            }
        )
        if form == "table":
            _print_import(told[-1], lang)
        if error:
            refused.append(error)
            _say_error(sentence)
    if form == "json":
        print(cli_output.as_json(told))
    if form == "csv":
        print(cli_output.as_csv((*FINDING_COLUMNS, "code"), [row for one in told for row in one["findings"]]))
    if form == "table" and len(files) > 1:
        print(say("cli.import_summary", lang, taken=len(files) - len(refused), all=len(files)))
    if refused:
        raise typer.Exit(refused[0].exit_code)


@app.command("query")
def query_command(
    metric: Annotated[list[str], typer.Argument(metavar="METRIC…", help="Chỉ tiêu / metrics.")],
    by: Annotated[
        list[str] | None, typer.Option(metavar="DIM…", help="Chia theo / by: year, tier, content…")
    ] = None,
    province: Annotated[str, typer.Option(help="Mã tỉnh / slug: soc-trang, gia-lai-2025, demo.")] = "demo",
    years: Annotated[str | None, typer.Option(help="2022, 2016-2018.")] = None,
    basis: Basis = "actual",
    batch: Annotated[int | None, typer.Option(min=1, help="Đợt của kế hoạch / batch of a plan.")] = None,
    tier: Tier = None,
    content: Annotated[list[str] | None, typer.Option(help="Mã nội dung / contents.")] = None,
    district: Annotated[list[str] | None, typer.Option(help="Mã hoặc tên huyện / districts.")] = None,
    type_: Annotated[
        list[str] | None, typer.Option("--type", help="Loại hình cơ sở / types of establishment.")
    ] = None,
    prices: Annotated[str, typer.Option(help="nominal, hoặc năm gốc / or a base year: 2022.")] = "nominal",
    management: Annotated[bool, typer.Option(help="Tính cả chi phí quản lý / with management.")] = True,
    form: Form = "table",
    lang: Language = "vi",
) -> None:
    """Hỏi chỉ tiêu; tiền tính bằng đồng. / Ask metrics; amounts in đồng."""
    keys, dims = cli.metrics_and_dims(metric, by or ())
    asked = cli.Asked(
        province=province, years=_years(years, lang), basis=basis, batch=batch, tier=tier, contents=cli.split(content),
        beneficiary_types=cli.split(type_), districts=cli.split(district), prices=prices, management=management,
    )  # fmt: skip
    snapshot = current(home())
    filters = cli.filters_of(snapshot, asked)
    answers = [cli.answer(snapshot, key, dims, filters) for key in keys]
    _print_answers(snapshot, answers, form, lang, years_typed=years is not None)


@app.command("reconcile")
def reconcile_command(
    source: Annotated[
        str | None, typer.Option(help="Nguồn, hoặc phần đầu / source or its leading part: 003.")
    ] = None,
    province: Annotated[str | None, typer.Option(help="Mã tỉnh / slug.")] = None,
    form: Form = "table",
    lang: Language = "vi",
) -> None:
    """Đối chiếu các số đã báo cáo với chính chúng. / Compare reported figures with themselves."""
    from analytics.reconciliation import reconcile, sentence  # the slowest import, and only wanted here

    snapshot = current(home())
    place = cli.place_of(codes(snapshot), province).slug if province else None
    sources = cli.sources_of(snapshot, source) if source else [None]
    checks = [check for one in sources for check in reconcile(snapshot, one, place)]
    rows = [
        {name: getattr(check, name) for name in CHECK_COLUMNS if name != "reason"}
        | {"reason": sentence(check, lang)}
        for check in checks
    ]
    if form == "json":
        print(cli_output.as_json(rows))
    elif form == "csv":
        print(cli_output.as_csv(CHECK_COLUMNS, rows))
    else:
        _print_checks(rows, lang)


@app.command("serve")
def serve_command(port: Port = 8501, lang: Language = "vi") -> None:
    """Mở màn hình ở 127.0.0.1. / Serve the screens on 127.0.0.1."""
    if not doctor.port_free(port):
        raise PortInUse(port=port)
    _have_snapshot(lang)
    print(say("cli.serving", lang, port=port), flush=True)
    code = _run_server(port)
    print(say("cli.stopped", lang), flush=True)
    raise typer.Exit(code)


@app.command("doctor")
def doctor_command(port: Port = 8501, lang: Language = "vi") -> None:
    """Xem máy này có chạy được không. / See whether this machine can run it."""
    lines = doctor.examine(home(), port)
    for line in lines:
        print(f"[{say(f'doctor.{line.state}', lang)}] {line.text(lang)}")
    broken = sum(line.state == "fail" for line in lines)
    print(say("doctor.mend", lang, n=broken) if broken else say("doctor.all_well", lang))
    if broken:
        raise typer.Exit(DOCTOR_COMPLAINS)


FINDING_COLUMNS = ("level", "file", "sheet", "row", "column", "found", "expected", "text")
CHECK_COLUMNS = ("source", "check", "stated", "computed", "difference", "unit", "verdict", "reason")


def _built(lang: str) -> Built:
    """Build, telling each step and what came of it. Raises what `data.build.build` raises, after telling what still serves."""
    try:
        made = build(
            home(), lambda step, done, of: print(say(f"cli.step_{step}", lang, done=done, of=of), flush=True)
        )
    except BuildRefused as error:
        _print_findings(error.values["findings"], lang)
        _tell_what_serves(lang)
        raise
    except UserError:
        _tell_what_serves(lang)
        raise
    print(say("cli.built_new" if made.new else "cli.built_same", lang, id=made.id, path=made.path))
    snapshot = current(home())
    counts = {name: snapshot.value(f"SELECT COUNT(*) FROM {table}") for name, table in COUNTED.items()}
    print(say("cli.rows", lang, **counts))
    _print_counts(snapshot, lang)
    return made


COUNTED = {
    "projects": "project",
    "supports": "support",
    "figures": "reported_figure",
    "sources": "staging.source",
}


def _print_counts(snapshot: Snapshot, lang: str) -> None:
    found = snapshot.rows(
        "SELECT level, code, COUNT(*) AS n FROM staging.finding GROUP BY level, code ORDER BY n DESC, code"
    )
    print(say("cli.findings", lang, n=sum(row["n"] for row in found)))
    found.sort(key=lambda row: LEVELS.index(row["level"]))
    for row in found:
        print(f"  {say('cli.' + row['level'], lang)}: {row['code']} {row['n']}")


def _tell_what_serves(lang: str) -> None:
    try:
        print(say("cli.old_serves", lang, id=current(home()).id), file=sys.stderr)
    except UserError:
        return  # nothing was published before, so nothing is to be told


def _import_one(path: Path) -> tuple[UserError | None, list[Finding], str | None]:
    """The error that refused the file (None: taken in), the findings of it, the snapshot that has it."""
    try:
        made = import_file(home(), path)
    except (ImportRefused, BuildRefused) as error:
        return error, list(error.values["findings"]), None
    except UserError as error:
        return error, [], None
    return None, [f for f in made.findings if f.file == path.name], made.id


def _print_import(told: dict, lang: str) -> None:
    _print_rows(told["findings"], lang)
    if told["imported"]:
        print(say("cli.imported", lang, file=told["file"], n=len(told["findings"]), id=told["snapshot"]))


def _print_findings(findings: list[Finding], lang: str) -> None:
    _print_rows(cli_output.findings_as_rows(findings, lambda f: finding_text(f, lang)), lang)


def _print_rows(rows: list[dict], lang: str) -> None:
    if rows:
        lines = [["" if row[c] is None else row[c] for c in FINDING_COLUMNS] for row in rows]
        for row, line in zip(rows, lines, strict=True):
            line[0] = say(f"cli.{row['level']}", lang)
        print(cli_output.table([say(f"cli.{name}", lang) for name in FINDING_COLUMNS], lines, right=(3,)))


def _print_answers(snapshot: Snapshot, answers: list, form: str, lang: str, *, years_typed: bool) -> None:
    known = codes(snapshot)
    if form == "json":
        told = [cli_output.answer_as_dict(a, known, lang, years_typed=years_typed) for a in answers]
        print(cli_output.as_json(told[0] if len(told) == 1 else told))
        return
    if form == "csv":
        print(cli_output.answers_as_csv(answers, lang))
        notes = [note for answer in answers for note in answer_notes(answer, known, lang)]
        print("\n".join(dict.fromkeys(notes)), file=sys.stderr)
    else:
        print(
            "\n\n".join(cli_output.answer_as_text(a, known, lang, years_typed=years_typed) for a in answers)
        )
    if any(answer.basis == "none" for answer in answers):
        periods = cli.stated_periods(snapshot, known.places[answers[0].filters.province])
        if periods:
            text = "; ".join(period_text(*period, lang) for period in periods)
            print(say("cli.stated_periods", lang, periods=text), file=sys.stderr)


def _print_checks(rows: list[dict], lang: str) -> None:
    if not rows:
        print(say("cli.no_checks", lang))
        return
    lines = []
    for row in rows:
        numbers = [cli_output.plain_number(row[name], lang) for name in ("stated", "computed", "difference")]
        verdict = say(f"cli.verdict_{row['verdict']}", lang)
        lines.append([row["source"], row["check"], *numbers, row["unit"] or "", verdict, row["reason"]])
    print(cli_output.table([say(f"cli.{name}", lang) for name in CHECK_COLUMNS], lines, right=(2, 3, 4)))
    counts = Counter(row["verdict"] for row in rows)
    print("; ".join(f"{say(f'cli.verdict_{verdict}', lang)}: {n}" for verdict, n in counts.items()))


def _years(typed: str | None, lang: str) -> tuple[int, int] | None:
    years = parse_years(typed) if typed is not None else None
    if typed is not None and years is None:
        raise typer.BadParameter(say("cli.bad_years", lang, value=typed), param_hint="--years")
    return years


def _have_snapshot(lang: str) -> None:
    """A snapshot to serve: the published one, else a new one, else the youngest older one that can be read."""
    try:
        current(home())
        return
    except (SnapshotMissing, SnapshotSchema, SnapshotCorrupt) as error:
        print(error_text(error, lang), file=sys.stderr)
    print(say("cli.must_build", lang), flush=True)
    try:
        _built(lang)
    except UserError as error:
        older = _older(home())
        if older is None:
            raise
        _say_error(error_text(error, lang))
        write_atomically(home().pointer, older.path.name.encode("utf-8"))
        print(say("cli.older_used", lang, id=older.id), file=sys.stderr)


def _older(where: Home) -> Snapshot | None:
    paths = sorted(where.snapshots.glob("[!.]*.duckdb"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in paths:
        try:
            return Snapshot(path)
        except UserError:
            continue
    return None


def _run_server(port: int) -> int:
    """Streamlit as a child, to its end; Ctrl-C and a polite kill reach it. A replaced process would be simpler, but not on Windows."""
    # In the program's folder: .streamlit/config.toml is looked for there. A data home given relatively must stay the same one.
    environment = {**os.environ, "DONBAY_HOME": str(home().root), "PYTHONUTF8": "1"}
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(PROGRAM / "app.py"),
        "--server.address",
        "127.0.0.1",
        "--server.port",
        str(port),
    ]
    child = subprocess.Popen(command, cwd=PROGRAM, env=environment)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    try:
        return _ended(child.wait())
    except KeyboardInterrupt:
        # The terminal sent Ctrl-C to the child as well: give it the time to close its connections.
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        return 0


def _ended(code: int) -> int:
    return 0 if code in (0, -signal.SIGTERM, -signal.SIGINT) else 1


def _say_error(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _language(arguments: list[str]) -> str:
    """The language of an error that no command could say, since its options were not read to the end."""
    return (
        "en" if "--lang=en" in arguments or "en" in arguments[arguments.index("--lang") + 1 :][:1] else "vi"
    )


def main(arguments: list[str]) -> int:
    """Run one command; its exit code. Errors are sentences on stderr, a traceback only with DONBAY_DEBUG=1."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    language = _language([*arguments, "--lang"])
    try:
        app(args=arguments, prog_name="manage.py")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except UserError as error:
        _say_error(error_text(error, language))
        return error.exit_code
    except Exception as error:
        if os.environ.get("DONBAY_DEBUG") == "1":
            traceback.print_exc()
        _say_error(
            say(
                "cli.unexpected",
                language,
                kind=type(error).__name__,
                what=str(error).splitlines()[0] if str(error) else "—",
            )
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
