// The browser's side of plot.py: keeps one Plotly drawing between reruns, and tells Python which mark
// was chosen. Streamlit calls the default export again whenever the data changes; everything that has
// to live longer is kept in `plots`, by the element the component was given. `plot_keyboard.js` follows
// in the same module: Streamlit takes one text.

const plots = new WeakMap();

// Figures sent ahead (plots_ahead.js), and the charts on the screen that are told of theirs, by their keys.
const shared = (window.donBayPlots ??= { figures: new Map(), charts: new Map(), run: 0, line: null });

// Plotly looks for a world map under every choropleth and would fetch it from outside. This keeps an empty
// one of any name in its cache, so that it never asks. (An address with an empty map, in `topojsonURL`,
// also stops it, but only where the content security policy lets pages fetch data: addresses.)
const EMPTY_LAYERS = Object.fromEntries(
  ["coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"].map((name) => [
    name,
    { type: "GeometryCollection", geometries: [] },
  ]),
);
const EMPTY_WORLD = { type: "Topology", objects: EMPTY_LAYERS, arcs: [], transform: { scale: [1, 1], translate: [0, 0] } };
const EMPTY_WORLDS = new Proxy({}, { get: () => EMPTY_WORLD });

const VIETNAMESE = {
  moduleType: "locale",
  name: "vi",
  dictionary: {},
  format: {
    days: ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"],
    shortDays: ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
    months: Array.from({ length: 12 }, (_, month) => `Tháng ${month + 1}`),
    shortMonths: Array.from({ length: 12 }, (_, month) => `Th${month + 1}`),
    date: "%d/%m/%Y",
    decimal: ",",
    thousands: ".",
  },
};

function configOf(language) {
  return {
    displayModeBar: false,
    displaylogo: false,
    scrollZoom: false,
    doubleClick: "reset",
    responsive: false, // our own observer sees every change of width, not only those of the window
    showTips: false, // "Double-click to zoom back out" is English
    ...(language === "vi" ? { locale: "vi", locales: { vi: VIETNAMESE } } : {}),
  };
}

// One script a tab, however many charts and pages ask for it. The page brings it along (shell.py), so that it runs
// while the browser waits for the server; if it did not come, it is asked for again.
function loadPlotly(source) {
  window.donBayPlotly ??= broughtAlong()
    .then(() => window.Plotly ?? fetchPlotly(source))
    .catch((error) => {
      window.donBayPlotly = undefined; // the next chart may try again
      throw error;
    });
  return window.donBayPlotly;
}

// The page's own scripts have run, or failed, once it says that it is complete.
function broughtAlong() {
  window.PlotlyGeoAssets = { topojson: EMPTY_WORLDS };
  if (window.Plotly || document.readyState === "complete") return Promise.resolve();
  return new Promise((resolve) => window.addEventListener("load", resolve, { once: true }));
}

function fetchPlotly(source) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.async = true;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      script.remove();
      reject(new Error(`could not load ${source}`));
    };
    document.head.append(script);
  });
}

// Plotly measures text once and remembers: the letters have to be there first.
function loadFonts() {
  const sample = "Số 1.234 đồng";
  const weights = ["400", "600"].map((weight) => document.fonts.load(`${weight} 14px "Be Vietnam Pro"`, sample));
  return Promise.allSettled(weights);
}

// The id of a mark: its customdata, or the first entry of it; null where it has none, or an empty one.
function idOf(customdata) {
  const value = Array.isArray(customdata) || ArrayBuffer.isView(customdata) ? customdata[0] : customdata;
  return value === null || value === undefined || value === "" ? null : String(value);
}

function layoutOf(plot, layout) {
  const clear = "rgba(0,0,0,0)";
  return {
    dragmode: false, // a finger on a chart scrolls the page; a figure may ask for more
    hovermode: "closest",
    ...layout,
    font: { family: "Be Vietnam Pro, sans-serif", ...layout.font },
    ...(layout.geo ? { geo: { ...layout.geo, bgcolor: clear } } : {}),
    paper_bgcolor: clear,
    plot_bgcolor: clear,
    transition: undefined, // nothing moves by itself
    autosize: false,
    width: plot.width,
    height: plot.wanted.height,
  };
}

// On a projector's width letters and marks are larger, as the page's own text is (style.css).
const HALL = 1.2;

function enlarge(part, factor) {
  if (factor === 1 || part === null || typeof part !== "object") return part;
  for (const [key, value] of Object.entries(part)) {
    if ((key === "font" || key === "tickfont" || key === "textfont" || key === "marker") && value && value.size !== undefined) {
      value.size = Array.isArray(value.size) ? value.size.map((size) => size * factor) : value.size * factor;
    }
    if (key === "margin") for (const side of Object.keys(value)) value[side] *= factor;
    for (const shift of ["xshift", "yshift"]) if (typeof value?.[shift] === "number") value[shift] *= factor;
    if (key !== "geojson" && key !== "customdata") enlarge(value, factor);
  }
  return part;
}

// On a phone letters take more of a chart: `layout.meta.narrow` says what then stands at which path of the figure.
const NARROW = 480;

function narrowed(plot, figure) {
  const there = plot.width < NARROW ? (figure.layout.meta?.narrow ?? {}) : {};
  for (const [path, value] of Object.entries(there)) {
    const keys = path.split(".");
    const last = keys.pop();
    keys.reduce((part, key) => (part[key] ??= {}), figure)[last] = value;
  }
  return figure.layout;
}

const isHall = () => window.innerWidth >= 1700;

// One figure is another drawing on a phone and in a hall.
const due = (plot) => `${plot.wanted.name} ${plot.width < NARROW} ${isHall()}`;

// Draws until what is drawn is what is wanted. Only one drawing runs at a time: the wish may change
// while Plotly works, and two calls on one element would mix.
async function draw(plot) {
  if (plot.drawing) return;
  plot.drawing = true;
  try {
    const Plotly = await loadPlotly(plot.wanted.source);
    await plot.fonts;
    while (plot.mounted && plot.width > 0 && plot.wanted.figure && plot.drawn !== due(plot)) {
      const wanted = plot.wanted;
      const name = due(plot);
      const figure = enlarge(JSON.parse(wanted.figure), isHall() ? HALL : 1);
      await Plotly.react(plot.graph, figure.data, layoutOf(plot, narrowed(plot, figure)), configOf(wanted.language));
      if (!plot.mounted) return void Plotly.purge(plot.graph);
      plot.drawn = name;
      plot.marks = null;
      listen(plot);
      scalable(plot);
      plot.root.dataset.state = "drawn";
      plot.root.dataset.drawn = wanted.hash;
      showCurrent(plot);
    }
    if (plot.mounted && plot.drawn && plot.graph._fullLayout.width !== plot.width) fit(plot);
  } catch (error) {
    fail(plot, error);
  } finally {
    plot.drawing = false;
    if (plot.near && far.size > 0) rest(); // what is seen took its time: the rest follows when that has come to an end
  }
}

// Paper has another width than the screen, and nothing is drawn anew for it: a drawing that knows its own
// size can be scaled as a picture (the print rules of readers.css).
function scalable(plot) {
  const { width, height } = plot.graph._fullLayout;
  plot.root.style.setProperty("--ratio", `${width} / ${height}`);
  for (const drawing of plot.graph.querySelectorAll(".main-svg")) drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
}

function fail(plot, error) {
  console.error(error);
  if (!plot.mounted) return;
  plot.root.dataset.state = "failed";
  plot.words.textContent = `${plot.wanted.summary} ${plot.wanted.words.failed}`;
}

// Plotly's own events, once for the life of the drawing; what to do with them is looked up each time.
function listen(plot) {
  if (plot.listening) return;
  plot.listening = true;
  plot.graph.on("plotly_afterplot", () => scalable(plot));
  plot.graph.on("plotly_click", (event) => choose(plot, idOf(event.points[0].customdata)));
  plot.graph.on("plotly_hover", (event) => {
    const choosable = plot.wanted.selectable && idOf(event.points[0].customdata) !== null;
    plot.root.classList.toggle("plot-on-mark", choosable);
  });
  plot.graph.on("plotly_unhover", () => plot.root.classList.remove("plot-on-mark"));
}

function choose(plot, id) {
  if (plot.wanted.selectable && id !== null) plot.send("chosen", id);
}

function fit(plot) {
  if (plot.mounted && plot.drawn && plot.width > 0) window.Plotly.relayout(plot.graph, { width: plot.width });
}

// A tab or popover that is closed has no width: nothing is drawn until it opens.
function observeWidth(plot) {
  const observer = new ResizeObserver((entries) => {
    const width = Math.floor(entries[entries.length - 1].contentRect.width);
    if (width === plot.width || width === 0) return;
    plot.width = width;
    cancelAnimationFrame(plot.frame);
    plot.frame = requestAnimationFrame(() => (plot.drawn === due(plot) ? fit(plot) : drawInTurn(plot)));
  });
  observer.observe(plot.root);
  return observer;
}

// What the reader sees, or is about to scroll to, is drawn at once; the rest when nothing has changed for a while,
// one at a time, so that the whole page is there to be printed. A wish that was overtaken is never drawn.
const NEAR = 100; // pixels beyond the edge of the screen
const REST = 1500; // milliseconds
const far = new Set();
let resting = 0;

function isNear(plot) {
  const { top, bottom } = plot.root.getBoundingClientRect();
  return bottom > -NEAR && top < window.innerHeight + NEAR;
}

function rest() {
  clearTimeout(resting);
  resting = setTimeout(drawNextFar, REST);
}

function drawInTurn(plot) {
  rest();
  if (plot.near) {
    far.delete(plot);
    draw(plot);
  } else far.add(plot);
}

function drawNextFar() {
  const [plot] = far;
  if (!plot) return;
  far.delete(plot);
  if (plot.mounted) draw(plot);
  resting = setTimeout(drawNextFar, 0);
}

window.addEventListener("beforeprint", () => far.forEach((plot) => far.delete(plot) && plot.mounted && draw(plot)));

function observeNearness(plot) {
  const seen = (entries) => {
    plot.near = entries[entries.length - 1].isIntersecting;
    if (plot.near && far.delete(plot)) draw(plot);
  };
  const observer = new IntersectionObserver(seen, { root: plot.root.closest("[data-testid=stMain]"), rootMargin: `${NEAR}px 0px` });
  observer.observe(plot.root);
  return observer;
}

function mount(parent) {
  const root = parent.querySelector(".plot");
  const plot = {
    root,
    graph: root.querySelector(".plot-graph"),
    words: root.querySelector(".plot-words"),
    said: root.querySelector(".plot-said"),
    fonts: loadFonts(),
    width: Math.floor(root.getBoundingClientRect().width),
    drawn: null, // the name of the figure on the screen
    marks: null, // found when first asked for
    current: null, // the id the keyboard stands on
    left: null, // the id it stood on when the focus went elsewhere: into the drawer that it opened
    mounted: true,
    runs: 0,
  };
  plot.words.id = `plot-words-${Math.random().toString(36).slice(2)}`;
  root.onkeydown = (event) => pressed(plot, event);
  root.onblur = () => leave(plot);
  root.onfocus = () => resume(plot);
  plot.near = isNear(plot);
  plot.observers = [observeWidth(plot), observeNearness(plot)];
  plots.set(parent, plot);
  return plot;
}

function unmount(parent, plot) {
  plot.mounted = false;
  if (shared.charts.get(plot.wanted.key) === plot.foretell) shared.charts.delete(plot.wanted.key);
  plot.observers.forEach((observer) => observer.disconnect());
  far.delete(plot);
  cancelAnimationFrame(plot.frame);
  clearTimeout(plot.saying);
  plot.root.onkeydown = null;
  plot.root.onblur = null;
  plot.root.onfocus = null;
  if (window.Plotly && !plot.drawing) window.Plotly.purge(plot.graph);
  plots.delete(parent);
}

function describe(plot) {
  const { root, wanted } = plot;
  root.style.height = `${wanted.height}px`;
  root.setAttribute("role", wanted.selectable ? "group" : "img");
  root.setAttribute("aria-label", wanted.alt);
  root.setAttribute("aria-describedby", plot.words.id);
  root.setAttribute("lang", wanted.language);
  root.classList.toggle("plot-selectable", wanted.selectable);
  if (wanted.selectable) root.tabIndex = 0;
  else root.removeAttribute("tabindex");
  plot.words.textContent = wanted.selectable ? `${wanted.summary} ${wanted.words.keys}` : wanted.summary;
}

// What is drawn is another drawing if any of these differs.
const nameOf = ({ hash, height, language }) => `${hash} ${height} ${language}`;

// A figure sent ahead: drawn at once, unless the page of that run has spoken for the chart already. The words of the
// chart follow with the page.
function foretold(plot, { figure, hash, height, language, run }) {
  if (run <= plot.wanted.run) return;
  plot.wanted = { ...plot.wanted, figure, hash, height, language, name: nameOf({ hash, height, language }) };
  plot.root.style.height = `${height}px`;
  drawInTurn(plot);
}

// What Python wants of a chart, with the figure that came with it or ahead of it; null while it is on its way, and for
// a run that a later one has overtaken.
function wish(data) {
  const ahead = shared.figures.get(data.key);
  const figure = data.figure ?? (ahead?.hash === data.hash ? ahead.figure : null);
  return { ...data, figure: data.run < shared.run ? null : figure, name: nameOf(data) };
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const plot = plots.get(parentElement) ?? mount(parentElement);
  const run = ++plot.runs;
  plot.send = setTriggerValue;
  plot.wanted = wish(data);
  plot.foretell ??= (one) => foretold(plot, one);
  shared.charts.set(data.key, plot.foretell);
  describe(plot);
  drawInTurn(plot);
  // Streamlit cleans up after a call that newer data overtook, too: only the last call may take it down.
  return () => {
    if (run === plot.runs && plot.mounted) unmount(parentElement, plot);
  };
}
