// Figures that arrive before the charts they belong to (plot.py, `Ahead`): a chart that is on the screen draws
// its own at once, one that is still to come finds it here. They come over a line of their own (line.py), past all
// that Streamlit does before it hands a page to its components, and again with the page. And since colours come
// with the figures, Python is told when the screen turns dark or light.

const watched = new WeakMap();
const AFTER = 300; // milliseconds: Streamlit changes its colours a moment after the system does

function watchTheme(parent) {
  const app = document.querySelector("[data-testid=stApp]");
  const colour = () => getComputedStyle(app).backgroundColor;
  const watch = { seen: colour(), tell: () => {}, waiting: 0 };
  const look = () => {
    if (colour() === watch.seen) return;
    watch.seen = colour();
    watch.tell(watch.seen);
  };
  const soon = () => {
    clearTimeout(watch.waiting);
    watch.waiting = setTimeout(look, AFTER);
  };
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const chosen = new MutationObserver(soon);
  chosen.observe(app, { attributes: true, attributeFilter: ["class"] });
  system.addEventListener("change", soon);
  watch.end = () => {
    clearTimeout(watch.waiting);
    chosen.disconnect();
    system.removeEventListener("change", soon);
    watched.delete(parent);
  };
  watched.set(parent, watch);
  return watch;
}

const shared = (window.donBayPlots ??= { figures: new Map(), charts: new Map(), run: 0, line: null });

// Nothing of a run that a later one has overtaken; what was drawn already, a chart does not draw again.
function take(one) {
  if (one.run < shared.run) return;
  shared.run = one.run;
  shared.figures.set(one.key, one);
  shared.charts.get(one.key)?.(one);
}

// One line a tab. Another address is another session, which counts its runs anew; a line that was cut is opened again.
function listen(path) {
  const { line } = shared;
  if (line?.path === path && line.socket.readyState <= WebSocket.OPEN) return;
  if (line?.path !== path) shared.run = 0;
  line?.socket.close();
  const socket = new WebSocket(new URL(path, window.location.href.replace(/^http/, "ws")));
  socket.onmessage = ({ data }) => take(JSON.parse(data));
  shared.line = { path, socket };
}

export default function ({ data, parentElement, setTriggerValue }) {
  listen(data.line);
  shared.run = Math.max(shared.run, data.run);
  data.plots.forEach(take);
  const watch = watched.get(parentElement) ?? watchTheme(parentElement);
  const tell = (colour) => setTriggerValue("theme", colour);
  watch.tell = tell;
  // Only the last call may end it: Streamlit cleans up after a call that newer data overtook, too.
  return () => {
    if (watch.tell === tell) watch.end();
  };
}
