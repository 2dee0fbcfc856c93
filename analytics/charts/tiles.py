"""A map of equal tiles, where a small town is as large as a mountain district: which tile is whose, and its drawing."""

from analytics.charts import axes
from analytics.charts.spec import ChartSpec

SIDE = 0.92


def places(points: dict[str, tuple[float, float]]) -> dict[str, tuple[int, int]]:
    """Code -> (column, row from the top): each district in a tile of its own, all together moved as little as can be.

    `points` are longitude and latitude. The grid has a little more room than districts, in the shape of the province.
    """
    if not points:
        return {}
    xs, ys = [p[0] for p in points.values()], [p[1] for p in points.values()]
    wide, high = (max(xs) - min(xs)) or 1e-6, (max(ys) - min(ys)) or 1e-6
    room = len(points) * 1.35
    columns = max(1, round((room * min(max(wide / high, 0.4), 2.5)) ** 0.5))
    lines = max(1, -(-round(room) // columns))
    cells = [(c, r) for r in range(lines) for c in range(columns)]
    cost = []
    for x, y in points.values():
        at = ((x - min(xs)) / wide * (columns - 1), (max(ys) - y) / high * (lines - 1))
        cost.append([(at[0] - c) ** 2 + (at[1] - r) ** 2 for c, r in cells])
    return {code: cells[cell] for code, cell in zip(points, _assigned(cost), strict=True)}


def _assigned(cost: list[list[float]]) -> list[int]:
    """For each row the column of its own, so that the sum of costs is least (the Hungarian method, with potentials)."""
    n, m = len(cost), len(cost[0])
    by_row, by_column, held = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for row in range(1, n + 1):
        held[0], column = row, 0
        least, way, done = [float("inf")] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        while held[column]:
            done[column], one, step, nearest = True, held[column], float("inf"), 0
            for j in range(1, m + 1):
                if not done[j]:
                    left = cost[one - 1][j - 1] - by_row[one] - by_column[j]
                    if left < least[j]:
                        least[j], way[j] = left, column
                    if least[j] < step:
                        step, nearest = least[j], j
            for j in range(m + 1):
                if done[j]:
                    by_row[held[j]] += step
                    by_column[j] -= step
                else:
                    least[j] -= step
            column = nearest
        while column:
            held[column] = held[way[column]]
            column = way[column]
    out = [0] * n
    for j in range(1, m + 1):
        if held[j]:
            out[held[j] - 1] = j - 1
    return out


def draw(spec: ChartSpec, colours: dict, language: str):
    """Rows with column, line, label, text, value, class (of a rate; None: none), never, hover, mark; `options`: totals (a tile fills from its foot), top."""
    rows, totals = list(spec.rows), spec.options["totals"]
    shade = [colours["faint"] if totals or r["class"] is None else colours["scale"][r["class"]] for r in rows]
    ink = [colours["text"] if totals or r["class"] is None else colours["on_scale"][r["class"]] for r in rows]
    edge = [colours["accent"] if r["never"] else colours["axis"] for r in rows]
    data = [_tiles(rows, shade, edge)]
    if totals:
        data.append(_fill(rows, spec.options["top"], colours))
    annotations = [
        {
            "x": r["column"], "y": -r["line"], "text": f"{axes.escape(r['label'])}<br><b>{axes.escape(r['text'])}</b>", "showarrow": False,
            "font": {"size": axes.SIZE - 3, "color": colour},
        }
        for r, colour in zip(rows, ink, strict=True)
    ]  # fmt: skip
    columns, lines = max(r["column"] for r in rows), max(r["line"] for r in rows)
    hidden = {"showgrid": False, "showticklabels": False, "fixedrange": True, "zeroline": False}
    layout = {
        "annotations": annotations, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "barmode": "overlay", "bargap": 0,
        "xaxis": hidden | {"range": [-0.5, columns + 0.5]}, "yaxis": hidden | {"range": [-lines - 0.5, 0.5]},
    }  # fmt: skip
    return data, layout


def _tiles(rows: list[dict], shade: list[str], edge: list[str]) -> dict:
    return {
        "type": "bar", "x": [r["column"] for r in rows], "y": [SIDE] * len(rows), "base": [-r["line"] - SIDE / 2 for r in rows], "width": [SIDE] * len(rows), "customdata": [r["mark"] for r in rows],
        "marker": {"color": shade, "line": {"color": edge, "width": [2.5 if r["never"] else 1 for r in rows]}},
        "hovertext": [axes.escape(r["hover"]).replace("\n", "<br>") for r in rows], "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _fill(rows: list[dict], top: int, colours: dict) -> dict:
    """How full a tile is of the largest amount: from its foot, so that heights compare."""
    return {
        "type": "bar", "x": [r["column"] for r in rows], "y": [SIDE * (r["value"] or 0) / top for r in rows], "base": [-r["line"] - SIDE / 2 for r in rows], "width": [SIDE] * len(rows),
        "marker": {"color": colours["second"], "opacity": 0.55, "line": {"width": 0}}, "hoverinfo": "skip",
    }  # fmt: skip
