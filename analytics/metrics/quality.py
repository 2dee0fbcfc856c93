"""What the records do not say: shares of projects, and of the money behind them, that lack an amount, a place, a day, an establishment, a document."""

from analytics.metrics.base import Example, Left, Metric
from analytics.text import Text

# What a record can lack, in the order in which it is shown; the first four make a record complete.
LACKS = ("state", "counterpart", "place", "date", "beneficiary", "document")
_PROJECTS = Text("% số đề án", "% of projects")
_MONEY = Text("% kinh phí Nhà nước hỗ trợ", "% of state support")
_MISREAD = Text(
    "Thiếu trong hồ sơ không có nghĩa là việc không làm hay tiền không có: chỉ là sổ không ghi. Tỷ lệ thấp không nói số đã ghi là đúng.",
    "Not in the record does not mean not done or not paid: it was not written down. A low share does not say that what is written is right.",
)
_EDGE = Text(
    "Đề án đã xong, không tính đề án có thu hồi; ghi 0 là đã ghi. Đề án của nhiều huyện đứng ở dòng “nhóm”.",
    "Projects that are done, loans left out; a recorded 0 is recorded. A project over several districts stands in the row “group”.",
)
_WHAT = {
    "state": (
        Text("Đề án chưa ghi kinh phí Nhà nước", "Projects without state amount"),
        Text("Phần đề án đã xong mà sổ không có kinh phí Nhà nước ở hợp đồng, nghiệm thu hay quyết toán.", "Share of done projects whose record has no state amount at contract, acceptance or settlement."),
    ),
    "counterpart": (
        Text("Đề án chưa ghi vốn đối ứng", "Projects without counterpart"),
        Text("Phần đề án đã xong mà sổ không có dòng vốn đối ứng nào, kể cả số 0.", "Share of done projects whose record has no counterpart at all, not even a 0."),
    ),
    "place": (
        Text("Đề án chưa ghi địa bàn", "Projects without place"),
        Text("Phần đề án đã xong không ghi huyện, hoặc ghi tên mà tỉnh không có vào năm ấy; “toàn tỉnh” là đã ghi.", "Share of done projects without a district, or with a name that the province did not have that year; province-wide is recorded."),
    ),
    "date": (
        Text("Đề án chưa ghi ngày nghiệm thu", "Projects without day of acceptance"),
        Text("Phần đề án đã xong mà không trang nào ghi ngày nghiệm thu.", "Share of done projects whose day of acceptance stands on no sheet."),
    ),
    "beneficiary": (
        Text("Đề án chưa ghi cơ sở thụ hưởng", "Projects without beneficiary"),
        Text("Phần đề án đã xong không có cơ sở nào ở trang Thụ hưởng, nên không biết loại hình. Hội chợ, truyền thông vốn không có cơ sở riêng.", "Share of done projects without an establishment on the sheet of beneficiaries, hence without legal form. Fairs and media have none of their own."),
    ),
    "document": (
        Text("Đề án chưa ghi số văn bản", "Projects without document"),
        Text("Phần đề án đã xong mà không sự kiện nào nêu số văn bản (quyết định, hợp đồng, biên bản).", "Share of done projects of which no event names a document (decision, contract, minutes)."),
    ),
}  # fmt: skip


def _share(lack: str) -> Metric:
    label, meaning = _WHAT[lack]
    return Metric(
        key=f"no_{lack}_share", label=label, unit=_PROJECTS, kind="percent", decimals=1, meaning=meaning,
        formula=Text("số đề án thiếu / số đề án đã xong", "projects that lack it / projects done"), misread=_MISREAD, edge=_EDGE,
        mart="quality", numerator=f"SUM(no_{lack})", denominator="SUM(projects)", counted="SUM(projects)", mark=f"lacks={lack}",
        examples=(Example("made-up", 3, 60, 0.05),),
    )  # fmt: skip


def _money_share(lack: str) -> Metric:
    label, meaning = _WHAT[lack]
    return Metric(
        key=f"no_{lack}_money_share", label=Text(f"Kinh phí của {label.vi[0].lower()}{label.vi[1:]}", f"Support of {label.en[0].lower()}{label.en[1:]}"), unit=_MONEY,
        kind="percent", decimals=1,
        meaning=Text(f"Phần kinh phí Nhà nước nằm ở những đề án ấy. {meaning.vi}", f"The part of state support that stands behind them. {meaning.en}"),
        formula=Text("S của đề án thiếu / S của mọi đề án đã xong", "S of projects that lack it / S of all projects done"), misread=_MISREAD, edge=_EDGE,
        mart="quality", numerator=f"SUM(no_{lack}_vnd)", denominator="SUM(state_vnd)", counted="SUM(projects) - SUM(no_state)", left=(Left("no_state_amount", "SUM(no_state)"),), mark=f"lacks={lack}",
        examples=(Example("made-up", 400, 10_000, 0.04),),
    )  # fmt: skip


COMPLETE_SHARE = Metric(
    key="complete_share",
    label=Text("Đề án ghi đủ", "Complete records"),
    unit=_PROJECTS, kind="percent", decimals=1,
    meaning=Text(
        "Phần đề án đã xong mà sổ ghi đủ bốn điều: kinh phí Nhà nước, vốn đối ứng, địa bàn, ngày nghiệm thu.",
        "Share of done projects whose record has all four: state amount, counterpart, place, day of acceptance.",
    ),
    formula=Text("số đề án ghi đủ bốn điều / số đề án đã xong", "projects with all four / projects done"),
    misread=Text("Ghi đủ không có nghĩa là ghi đúng: hãy xem cả phần đối chiếu với số đã báo cáo.", "Complete is not correct: see what the comparison with stated totals says too."),
    edge=_EDGE,
    mart="quality", numerator="SUM(complete)", denominator="SUM(projects)", counted="SUM(projects)", mark="lacks=any",
    examples=(Example("made-up", 54, 60, 0.9),),
)  # fmt: skip
ALL = (COMPLETE_SHARE, *map(_share, LACKS), *map(_money_share, LACKS[1:]))
