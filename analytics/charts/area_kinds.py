"""Districts as areas: shades for a rate, circles for totals, names where they find room. A ChartSpec's kind as Plotly draws it."""

from analytics.charts import map_names, narrow
from analytics.charts import theme as themes
from analytics.charts.axes import SIZE, escape, halo
from analytics.charts.spec import ChartSpec

WIDE = 520  # pixels a map has on the narrowest screen that is no phone
HALL = 1.2  # how much larger letters are on a projector's width (plot.js), where the map is no higher
ON_PHONE = 0.7  # of a circle
LEGEND = 70  # pixels of the scale under a map on a phone


def areas_map(spec: ChartSpec, colours: dict, language: str):
    """Districts shaded by a rate, in five classes with their bounds named; circles over pale districts for totals."""
    rows = list(spec.rows)
    circles = spec.options.get("circles", False)
    top = max((row["value"] or 0 for row in rows), default=0) or 1
    small: dict = {}
    data = []
    plain = [row for row in rows if row["class"] is None or circles]
    classed = [row for row in rows if row["class"] is not None and not circles]
    steps = len(colours["scale"])
    if classed:
        scale = [[i / steps, c] for i, c in enumerate(colours["scale"])] + [
            [(i + 1) / steps, c] for i, c in enumerate(colours["scale"])
        ]
        scale.sort(key=lambda item: (item[0], colours["scale"].index(item[1])))
        data.append(
            _areas(spec, colours, classed) | {
                "z": [row["class"] + 0.5 for row in classed], "zmin": 0, "zmax": steps, "colorscale": scale, "showscale": True,
                "colorbar": {
                    "title": {"text": escape(spec.options["scale_title"]), "font": {"size": SIZE - 2, "color": colours["muted"]}, "side": "top"}, "tickvals": [i + 0.5 for i in range(steps)],
                    "ticktext": spec.options["classes"], "tickfont": {"size": SIZE - 2, "color": colours["muted"]}, "thickness": 14, "len": 0.6, "outlinewidth": 0, "x": 1.0, "xpad": 4, "y": 0.55,
                },
            }
        )  # fmt: skip
    if plain:
        data.append(
            _areas(spec, colours, plain) | {
                "z": [0] * len(plain), "zmin": 0, "zmax": 1, "showscale": False, "colorscale": [[0, colours["faint"]], [1, colours["faint"]]],
                "marker": {"line": {"color": [colours["accent"] if row.get("never") else colours["axis"] for row in plain], "width": [2.5 if row.get("never") else 1 for row in plain]}},
            }
        )  # fmt: skip
    if circles:
        shown = [row for row in rows if row["value"]]
        small[f"data.{len(data)}.marker.size"] = [2 * _radius(row, top) * ON_PHONE for row in shown]
        data.append(
            {
                "type": "scattergeo", "mode": "markers", "lon": [row["lon"] for row in shown], "lat": [row["lat"] for row in shown], "customdata": [row["mark"] for row in shown],
                "marker": {"size": [2 * _radius(row, top) for row in shown], "color": colours[spec.options.get("role", "focus")], "opacity": 0.6, "line": {"color": colours["paper"], "width": 1}},
                "hovertext": [escape(row["hover"]).replace("\n", "<br>") for row in shown], "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )  # fmt: skip
    west, south, east, north = map_names.bounds(spec.options["geojson"])
    named = _by_weight(rows, top if circles else 0)
    room = (narrow.WIDTH, spec.height - (0 if circles else LEGEND))
    wide = map_names.placed(
        named, map_names.Sheet((west, south, east, north), WIDE, spec.height), (SIZE - 3) * HALL
    )
    on_phone = map_names.placed(
        [row | {"radius": row["radius"] * ON_PHONE} for row in named], map_names.Sheet((west, south, east, north), *room), SIZE - 4
    )  # fmt: skip
    fills = {row["label"]: row["class"] for row in classed}
    for at, (there, then) in enumerate(
        zip(_names(wide, fills, colours), _names(on_phone, fills, colours), strict=True), len(data)
    ):
        data.append(there)
        small |= {f"data.{at}.{key}": then[key] for key in ("lon", "lat", "text") if key in then}
        small |= {
            f"data.{at}.textfont.{key}": then["textfont"][key]
            for key in ("color", "shadow")
            if "textfont" in then
        }
    small |= {f"data.{len(data) - 1}.textfont.size": SIZE - 4}
    if classed:
        small |= _legend_below(room)
    layout = narrow.meta(small) | {
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "geo": {
            "visible": False, "bgcolor": "rgba(0,0,0,0)", "projection": {"type": "mercator"}, "domain": {"x": [0, 1], "y": [0, 1]},
            "lonaxis": {"range": [west, east]}, "lataxis": {"range": [south, north]},
        },
    }  # fmt: skip
    return data, layout


def _radius(row: dict, top: float) -> float:
    """Pixels: the area of a circle goes with its amount."""
    return 3 + 20 * (row["value"] / top) ** 0.5


def _by_weight(rows: list[dict], top: float) -> list[dict]:
    """Who is named first: those without a project, then the largest amounts or the best counted; `top` 0: no circles."""
    known = [row for row in rows if row.get("lon") is not None]
    ordered = sorted(
        known, key=lambda row: (not row["never"], -(row["value"] or 0) if top else -(row["n"] or 0))
    )
    return [row | {"radius": _radius(row, top) if top and row["value"] else 0} for row in ordered]


def _names(names: list, fills: dict, colours: dict) -> list[dict]:
    """Two traces: lines from the names beside their districts, then the names themselves.

    `fills`: class of a district by its name. A name on its district has the ink and the halo of the shade under it, any other the page's (style.css).
    """
    inks = [_ink(name, fills, colours) for name in names]
    led = [name for name in names if name.of]
    lines = {
        "type": "scattergeo", "mode": "lines", "hoverinfo": "skip", "line": {"color": colours["muted"], "width": 1},
        "lon": [v for name in led for v in (name.of[0], name.lon, None)], "lat": [v for name in led for v in (name.of[1], name.lat, None)],
    }  # fmt: skip
    words = {
        "type": "scattergeo", "mode": "text", "lon": [name.lon for name in names], "lat": [name.lat for name in names],
        "text": [escape(name.text).replace("\n", "<br>") for name in names], "textposition": "middle center", "hoverinfo": "skip",
        "textfont": {"size": SIZE - 3, "color": [ink for ink, _ in inks], "shadow": [shadow for _, shadow in inks], "family": themes.FONT},
    }  # fmt: skip
    return [lines, words]


def _ink(name, fills: dict, colours: dict) -> tuple[str, str]:
    """(colour, shadow) of a name where it stands."""
    shade = None if name.of else fills.get(name.text)
    if shade is None:
        return colours["text"], "none"
    return colours["on_scale"][shade], halo(colours["scale"][shade])


def _legend_below(room: tuple[float, float]) -> dict:
    """On a phone the scale lies under the map, which has the whole width."""
    flat = {
        "orientation": "h",
        "x": 0.5,
        "xanchor": "center",
        "xpad": 0,
        "y": 0,
        "yanchor": "bottom",
        "len": 1.0,
        "thickness": 12,
    }
    foot = LEGEND / (room[1] + LEGEND)
    return {f"data.0.colorbar.{key}": value for key, value in flat.items()} | {
        "layout.geo.domain.y": [foot, 1]
    }


def _areas(spec: ChartSpec, colours: dict, rows: list[dict]) -> dict:
    return {
        "type": "choropleth", "geojson": spec.options["geojson"], "featureidkey": "properties.code", "locations": [row["code"] for row in rows], "customdata": [row["mark"] for row in rows],
        "marker": {"line": {"color": colours["border"], "width": 1.5}}, "hovertext": [escape(row["hover"]).replace("\n", "<br>") for row in rows], "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip
