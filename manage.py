"""The command line: build, import, files, withdraw, query, reconcile, serve, doctor, demo.

What a user can mend is told in a sentence on stderr, with an exit code of its kind (`data/errors.py`,
`analytics/cli/question.py`); 2 is a command that could not be understood, 50 a doctor's complaint.
"""

import os
import sys
import traceback
from collections import Counter
from pathlib import Path
from typing import Annotated, Literal

import typer

from analytics.cli import doctor, intake, inventory, output, question, serving, vocabulary
from analytics.codes import codes
from analytics.filters import BASES, TIERS, parse_years
from analytics.format import count
from analytics.notes import answer_notes, error_text, period_text
from analytics.text import say
from data import generator
from data.build import take_order
from data.errors import BuildRefused, PortInUse, UserError
from data.paths import Home, home
from data.store import current

DOCTOR_COMPLAINS = 50
CHECK_COLUMNS = ("source", "check", "stated", "computed", "difference", "unit", "verdict", "reason")

app = typer.Typer(
    help="Đòn Bẩy: số liệu khuyến công, hỏi và đối chiếu. / Khuyến công money: questions and reconciliation.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)

Language = Annotated[Literal["vi", "en"], typer.Option("--lang", help="Ngôn ngữ / language.")]
Form = Annotated[Literal["table", "json", "csv"], typer.Option("--format", help="Dạng in ra / output form.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="Cổng / port.")]


@app.command("build", help="Dựng và công bố bản số liệu. / Build and publish a snapshot.")
def build_command(lang: Language = "vi") -> None:
    """Exit codes 13 and 14, 40, 42: nothing was published, the old snapshot serves on."""
    intake.build_and_tell(home(), lang)


@app.command(
    "import", help="Nhập từng tệp, trọn vẹn hoặc không gì cả. / Take files in, each whole or not at all."
)
def import_command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Tệp .xlsx hoặc .csv / files.")],
    form: Form = "table",
    lang: Language = "vi",
) -> None:
    """One file after the other, a refused one does not stop the next; the exit code is that of the first refused."""
    taken = []
    for path in files:
        taken.append(intake.take(home(), path, lang))
        if form == "table":
            intake.print_taken(taken[-1], lang)
        if taken[-1].error:
            print(error_text(taken[-1].error, lang), file=sys.stderr)
    refused = [one.error for one in taken if one.error]
    if form == "json":
        print(output.as_json([one.as_dict(lang) for one in taken]))
    elif form == "csv":
        rows = [row for one in taken for row in one.rows(lang)]
        print(output.as_csv((*intake.FINDING_COLUMNS, "code"), rows))
    elif len(files) > 1:
        print(say("cli.import_summary", lang, taken=len(taken) - len(refused), all=len(taken)))
    if refused:
        raise typer.Exit(refused[0].exit_code)


@app.command(
    "demo", help="Sinh số liệu mô phỏng của 63 tỉnh, để đo tốc độ. / Simulated data, to measure speed."
)
def demo_command(
    projects: Annotated[int, typer.Option(min=1, max=10**8, help="Số đề án / projects.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Thư mục dữ liệu / data folder.")],
    seed: Annotated[int, typer.Option(help="Hạt giống / seed.")] = generator.SEED,
    lang: Language = "vi",
) -> None:
    """Straight to Parquet, in bounded memory; a build in that folder counts it. Exit codes 14, 40, 42, 45."""
    made = take_order(Home(out.resolve()), generator.Order(projects, seed))
    rows = ", ".join(f"{table} {count(n, lang)}" for table, n in made.items())
    print(say("cli.simulated_made", lang, rows=rows, path=out))


@app.command("files", help="Các tệp đã nhận. / What was received.")
def files_command(form: Form = "table", lang: Language = "vi") -> None:
    """Every file with its status: accepted, refused, withdrawn, waiting (an import was cut off), shipped."""
    rows = inventory.listed(home(), lang)
    if form == "json":
        print(output.as_json(rows))
    elif form == "csv":
        print(output.as_csv((*inventory.COLUMNS, "reason"), rows))
    else:
        print(inventory.as_table(rows, lang))


@app.command("withdraw", help="Rút một tệp đã nhập nhầm. / Take out a file imported by mistake.")
def withdraw_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Tên tệp hoặc mã của tệp / name or mark.")],
    form: Form = "table",
    lang: Language = "vi",
) -> None:
    """The file is kept and can be imported again. Exit codes 26 to 29: which file, or why not; 13, 14, 40, 42 as build."""
    try:
        told = inventory.withdraw(home(), name, lang)
    except BuildRefused as error:
        intake.print_findings(error.values["findings"], lang)
        raise
    if form == "json":
        print(output.as_json(told))
    elif form == "csv":
        print(output.as_csv([key for key in told if key != "provinces"], [told]))
    else:
        print(told["summary"])


@app.command("query", help="Hỏi chỉ tiêu; tiền tính bằng đồng. / Ask metrics; amounts in đồng.")
def query_command(
    metric: Annotated[list[str], typer.Argument(metavar="METRIC", help="Chỉ tiêu / metrics: leverage…")],
    by: Annotated[list[str] | None, typer.Option(metavar="DIM", help="Chia theo / by: year, tier…")] = None,
    province: Annotated[str, typer.Option(help="Tỉnh / place: soc-trang, gia-lai-2025, demo.")] = "demo",
    years: Annotated[str | None, typer.Option(help="2022, 2016-2018.")] = None,
    basis: Annotated[Literal[BASES], typer.Option(help="Thực hiện, kế hoạch… / which reading.")] = "actual",
    batch: Annotated[int | None, typer.Option(min=1, help="Đợt kế hoạch / batch of a plan.")] = None,
    tier: Annotated[Literal[TIERS] | None, typer.Option(help="Cấp quản lý / who manages.")] = None,
    content: Annotated[list[str] | None, typer.Option(help="Mã nội dung / contents.")] = None,
    district: Annotated[list[str] | None, typer.Option(help="Mã hoặc tên huyện / districts.")] = None,
    types: Annotated[
        list[str] | None, typer.Option("--type", help="Loại hình cơ sở / establishments.")
    ] = None,
    prices: Annotated[str, typer.Option(help="nominal, hoặc năm gốc / or a base year: 2022.")] = "nominal",
    management: Annotated[bool, typer.Option(help="Tính cả quản lý / with management.")] = True,
    form: Form = "table",
    lang: Language = "vi",
) -> None:
    """One answer a metric, all under the same filters. Shares are shares of one in JSON and CSV."""
    keys, dims = question.metrics_and_dims(metric, by or ())
    asked = question.Asked(
        province=province,
        years=_years(years, lang),
        basis=basis,
        batch=batch,
        tier=tier,
        contents=question.split(content),
        beneficiary_types=question.split(types),
        districts=question.split(district),
        prices=prices,
        management=management,
    )
    snapshot = current(home())
    filters = question.filters_of(snapshot, asked, dims)
    answers = [question.answer(snapshot, key, dims, filters) for key in keys]
    _print_answers(snapshot, answers, form, lang, years_typed=years is not None)


@app.command("codes", help="Những từ gõ được khi hỏi. / The words that may be typed.")
def codes_command(
    name: Annotated[
        Literal[vocabulary.LISTS], typer.Argument(metavar="LIST", help=", ".join(vocabulary.LISTS))
    ],
    province: Annotated[str, typer.Option(help="Tỉnh có các huyện / place of the districts.")] = "demo",
    form: Form = "table",
    lang: Language = "vi",
) -> None:
    """One list whole: code and name."""
    snapshot = current(home())
    known = codes(snapshot)
    place = question.place_of(known, province)
    words = vocabulary.listed(snapshot, known, name, place)
    rows = [{"code": code, "name": label and label[lang]} for code, label in words.items()]
    if form == "json":
        print(output.as_json(rows))
    elif form == "csv":
        print(output.as_csv(("code", "name"), rows))
    else:
        print(
            output.table(
                [say("cli.code", lang), say("cli.name", lang)], [[r["code"], r["name"] or ""] for r in rows]
            )
        )


@app.command("reconcile", help="Đối chiếu số đã báo cáo. / Compare reported figures with themselves.")
def reconcile_command(
    source: Annotated[
        str | None, typer.Option(help="Nguồn, hoặc phần đầu / source, or its start: 003.")
    ] = None,
    province: Annotated[str | None, typer.Option(help="Tỉnh / place.")] = None,
    form: Form = "table",
    lang: Language = "vi",
) -> None:
    """Every check with its verdict. Amounts in đồng; null where a side is not stated."""
    from analytics.reconciliation import reconcile, sentence  # wanted by this command only

    snapshot = current(home())
    place = question.place_of(codes(snapshot), province).slug if province else None
    sources = question.sources_of(snapshot, source) if source else [None]
    rows = []
    for check in (check for one in sources for check in reconcile(snapshot, one, place)):
        row = {name: getattr(check, name) for name in CHECK_COLUMNS}
        rows.append(row | {"reason": sentence(check, lang)})
    if form == "json":
        print(output.as_json(rows))
    elif form == "csv":
        print(output.as_csv(CHECK_COLUMNS, rows))
    else:
        _print_checks(rows, lang)


@app.command("serve", help="Mở màn hình ở 127.0.0.1. / Serve the screens on 127.0.0.1.")
def serve_command(port: Port = 8501, lang: Language = "vi") -> None:
    """Builds first where there is no snapshot, and says so. Exit code 41: the port is taken."""
    if not doctor.port_free(port):
        raise PortInUse(port=port)
    serving.have_snapshot(home(), lang)
    print(say("cli.serving", lang, port=port), flush=True)
    raise typer.Exit(serving.run(home(), port, say("cli.stopped", lang)))


@app.command("doctor", help="Máy này có chạy được không. / Whether this machine can run it.")
def doctor_command(port: Port = 8501, lang: Language = "vi") -> None:
    """Exit code 50 where something is broken; a warning alone is 0."""
    lines = doctor.examine(home(), port)
    for line in lines:
        print(f"[{say(f'doctor.{line.state}', lang)}] {line.text(lang)}")
    broken = sum(line.state == "fail" for line in lines)
    print(say("doctor.mend", lang, n=broken) if broken else say("doctor.all_well", lang))
    if broken:
        raise typer.Exit(DOCTOR_COMPLAINS)


def _print_answers(snapshot, answers: list, form: str, lang: str, *, years_typed: bool) -> None:
    known = codes(snapshot)
    if form == "json":
        told = [output.answer_as_dict(a, known, lang, years_typed=years_typed) for a in answers]
        print(output.as_json(told[0] if len(told) == 1 else told))
    elif form == "csv":
        print(output.answers_as_csv(answers, lang))
        notes = [note for answer in answers for note in answer_notes(answer, known, lang)]
        print("\n".join(dict.fromkeys(notes)), file=sys.stderr)
    else:
        print("\n\n".join(output.answer_as_text(a, known, lang, years_typed=years_typed) for a in answers))
    if any(answer.basis == "none" for answer in answers):
        place = known.places[answers[0].filters.province]
        periods = [period_text(*period, lang) for period in question.stated_periods(snapshot, place)]
        if periods:
            print(say("cli.stated_periods", lang, periods="; ".join(periods)), file=sys.stderr)


def _print_checks(rows: list[dict], lang: str) -> None:
    if not rows:
        print(say("cli.no_checks", lang))
        return
    lines = []
    for row in rows:
        numbers = [output.plain_number(row[name], lang) for name in ("stated", "computed", "difference")]
        verdict = say(f"reconciliation.verdict.{row['verdict']}", lang)
        check = say(f"reconciliation.check.{row['check']}", lang)
        lines.append([row["source"], check, *numbers, row["unit"] or "", verdict, row["reason"]])
    print(output.table([say(f"cli.{name}", lang) for name in CHECK_COLUMNS], lines, right=(2, 3, 4)))
    counts = Counter(row["verdict"] for row in rows)
    print(
        "; ".join(f"{say(f'reconciliation.verdict.{verdict}', lang)}: {n}" for verdict, n in counts.items())
    )


def _years(typed: str | None, lang: str) -> tuple[int, int] | None:
    years = parse_years(typed) if typed is not None else None
    if typed is not None and years is None:
        # Not typer's own error: its frame speaks English only.
        print(say("cli.bad_years", lang, value=typed), file=sys.stderr)
        raise typer.Exit(2)
    return years


def _language(arguments: list[str]) -> str:
    """The language of an error that passed by the commands: the last --lang given."""
    pairs = zip(arguments, [*arguments[1:], ""], strict=True)
    said = [
        word.removeprefix("--lang=") if "=" in word else after
        for word, after in pairs
        if word.startswith("--lang")
    ]
    return "en" if said[-1:] == ["en"] else "vi"


def main(arguments: list[str]) -> int:
    """Run one command; its exit code. Errors are sentences on stderr, a traceback only with DONBAY_DEBUG=1."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Not every console is UTF-8; a Vietnamese letter must not end a command.
            stream.reconfigure(encoding="utf-8", errors="replace")
    language = _language(arguments)
    try:
        app(args=arguments, prog_name="manage.py")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except UserError as error:
        print(error_text(error, language), file=sys.stderr)
        return error.exit_code
    except Exception as error:
        if os.environ.get("DONBAY_DEBUG") == "1":
            traceback.print_exc()
        what = str(error).splitlines()[0] if str(error) else "—"
        print(say("cli.unexpected", language, kind=type(error).__name__, what=what), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
