// Figures that arrive before the charts they belong to (plot.py, `carry`): a chart that is on the screen draws
// its own at once, one that is still to come finds it here. And since colours come with the figures, Python is
// told when the screen turns dark or light.

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

export default function ({ data, parentElement, setTriggerValue }) {
  const shared = (window.donBayPlots ??= { figures: new Map(), charts: new Map() });
  for (const one of data.plots) {
    shared.figures.set(one.key, one);
    shared.charts.get(one.key)?.(one);
  }
  const watch = watched.get(parentElement) ?? watchTheme(parentElement);
  const tell = (colour) => setTriggerValue("theme", colour);
  watch.tell = tell;
  // Only the last call may end it: Streamlit cleans up after a call that newer data overtook, too.
  return () => {
    if (watch.tell === tell) watch.end();
  };
}
