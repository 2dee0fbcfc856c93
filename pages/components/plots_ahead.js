// Figures that arrive before the charts they belong to (plot.py, `carry`): a chart that is on the screen draws
// its own at once, one that is still to come finds it here.

export default function ({ data }) {
  const shared = (window.donBayPlots ??= { figures: new Map(), charts: new Map() });
  for (const one of data.plots) {
    shared.figures.set(one.key, one);
    shared.charts.get(one.key)?.(one);
  }
}
