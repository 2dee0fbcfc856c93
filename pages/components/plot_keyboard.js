// The second part of plot.js's module: walking through the marks of a chart with the keyboard, and saying
// where one stands.

// How long Plotly may hold a hover label back (it draws one at most every 50 ms).
const LABEL_DELAY = 90;

// The marks in the order of the data: those with an id that are drawn. Plotly ties each drawn element to
// its point, and each point's place in `calcdata` says which trace and row it is.
function marksOf(plot) {
  const elements = new Map();
  for (const element of plot.graph.querySelectorAll(".point, .choroplethlocation")) {
    if (element.__data__) elements.set(element.__data__, element);
  }
  const marks = [];
  const known = new Set(); // an area and the circle on it are one mark
  for (const points of plot.graph.calcdata ?? []) {
    const trace = points[0]?.trace;
    points.forEach((point, place) => {
      const row = point.i ?? point.index ?? place;
      const id = idOf(trace?.customdata?.[row]);
      if (id === null || known.has(id) || !elements.has(point)) return;
      known.add(id);
      marks.push({ id, row, trace, element: elements.get(point) });
    });
  }
  return marks;
}

function step(plot, key) {
  plot.marks ??= marksOf(plot);
  const last = plot.marks.length - 1;
  if (last < 0) return;
  const now = plot.marks.findIndex((mark) => mark.id === plot.current);
  const goals = { Home: 0, End: last, ArrowRight: now + 1, ArrowDown: now + 1, ArrowLeft: now - 1, ArrowUp: now - 1 };
  const goal = now < 0 && key.startsWith("Arrow") ? 0 : Math.min(Math.max(goals[key], 0), last);
  plot.current = plot.marks[goal].id;
  showCurrent(plot);
}

// Marks the current point, shows its label, and says what the label says.
function showCurrent(plot) {
  for (const outline of plot.graph.querySelectorAll(".plot-current")) outline.remove();
  if (plot.current === null) return;
  plot.marks ??= marksOf(plot);
  const place = plot.marks.findIndex((mark) => mark.id === plot.current);
  if (place < 0) return void (plot.current = null);
  const mark = plot.marks[place];
  // A copy on top, since a neighbour drawn later would cover half of the outline; without Plotly's
  // classes, so that Plotly never takes it for a mark.
  const outline = mark.element.cloneNode(true);
  outline.setAttribute("class", "plot-current");
  mark.element.parentNode.append(outline);
  if (document.activeElement !== plot.root) return;
  showLabel(plot, mark);
  clearTimeout(plot.saying);
  plot.saying = setTimeout(() => {
    plot.said.textContent = `${labelText(plot, mark)} (${place + 1}/${plot.marks.length})`;
  }, LABEL_DELAY);
}

function showLabel(plot, mark) {
  const { trace } = mark;
  if (trace.type !== "choropleth") {
    const subplot = (trace.xaxis ?? "x") + (trace.yaxis ?? "y");
    window.Plotly.Fx.hover(plot.graph, [{ curveNumber: trace.index, pointNumber: mark.row }], subplot);
    return;
  }
  // On a map Plotly finds the area under the pointer and by no other way.
  const at = pointInside(mark.element);
  const paper = plot.graph.querySelector(".geolayer .bg rect");
  if (!at || !paper) return;
  paper.dispatchEvent(new MouseEvent("mousemove", { bubbles: true, clientX: at.x, clientY: at.y, view: window }));
}

// A point of the screen inside an area, however bent: the first of a small grid that the area covers.
function pointInside(path) {
  const box = path.getBBox();
  const toScreen = path.getScreenCTM();
  for (const down of [0.5, 0.3, 0.7, 0.15, 0.85]) {
    for (const along of [0.5, 0.3, 0.7, 0.15, 0.85]) {
      const point = new DOMPoint(box.x + box.width * along, box.y + box.height * down);
      if (path.isPointInFill(point)) return point.matrixTransform(toScreen);
    }
  }
  return null;
}

function labelText(plot, mark) {
  const labels = [...plot.graph.querySelectorAll(".hoverlayer .hovertext text")].flatMap((text) => {
    const lines = [...text.querySelectorAll("tspan.line")].map((line) => line.textContent);
    return lines.length ? lines : [text.textContent];
  });
  const spoken = labels.map((line) => line.trim()).filter(Boolean);
  if (spoken.length) return spoken.join(", ");
  const { hovertext, text } = mark.trace;
  return String(hovertext?.[mark.row] ?? (Array.isArray(text) ? text[mark.row] : null) ?? mark.id);
}

function leave(plot) {
  clearTimeout(plot.saying);
  plot.left = plot.current;
  plot.current = null;
  plot.said.textContent = "";
  showCurrent(plot);
  if (plot.drawn) window.Plotly.Fx.unhover(plot.graph);
}

// Back from the drawer one stands on the mark that opened it. A mouse that presses on the chart does not resume.
function resume(plot) {
  if (plot.left === null || !plot.drawn || !plot.root.matches(":focus-visible")) return;
  plot.current = plot.left;
  showCurrent(plot);
}

function pressed(plot, event) {
  if (!plot.wanted.selectable || !plot.drawn || event.ctrlKey || event.metaKey || event.altKey) return;
  const { key } = event;
  if (key.startsWith("Arrow") || key === "Home" || key === "End") step(plot, key);
  else if ((key === "Enter" || key === " ") && plot.current !== null) choose(plot, plot.current);
  else if (key === "Escape" && plot.current !== null) leave(plot);
  else return;
  event.preventDefault(); // arrows and Space would scroll the page
  event.stopPropagation();
}
