// Makes pages/components/plotly-<version>.min.js: Plotly's own code with only the traces that our charts draw with.
// For maintainers, when plotly in requirements-dev.in goes to another version (needs Node.js and its registry):
//
//   npm install --no-save --ignore-scripts plotly.js@4.1.1 esbuild@0.28.2 && node scripts/plotly_bundle.mjs
//
// The whole library takes a browser ten times as long to start. See plotly's CUSTOM_BUNDLE.md. The licences of
// all that is inside go beside it.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { build } from "esbuild";

const TRACES = ["bar", "choropleth", "scattergeo"]; // scatter is always there
const { version } = createRequire(import.meta.url)("plotly.js/package.json");
const parts = TRACES.map((name) => `require("plotly.js/lib/${name}")`).join(", ");

const { metafile } = await build({
  stdin: {
    contents: `const Plotly = require("plotly.js/lib/core");\nPlotly.register([${parts}]);\nmodule.exports = Plotly;`,
    resolveDir: ".",
  },
  outfile: `pages/components/plotly-${version}.min.js`,
  format: "iife",
  globalName: "Plotly",
  bundle: true,
  minify: true,
  target: "es2020",
  define: { global: "window", "define.amd": "false" },
  loader: { ".css": "empty" }, // of the street map, which is not in
  metafile: true,
  legalComments: "eof",
  banner: {
    js: `/**\n* plotly.js v${version}: scatter, ${TRACES.join(", ")}\n* Copyright 2012-2026, Plotly, Inc.\n* All rights reserved.\n* Licensed under the MIT license\n*/`,
  },
});

const inside = new Set(Object.keys(metafile.inputs).map((path) => path.match(/.*node_modules\/(@[^/]+\/)?[^/]+/)?.[0]));
const told = [...inside].filter(Boolean).sort().map((folder) => {
  const about = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const text = file ? readFileSync(`${folder}/${file}`, "utf8").trim() : "(no licence text in the package)";
  return `${about.name} ${about.version} (${about.license})\n\n${text}\n`;
});
writeFileSync(`pages/components/plotly-${version}.LICENSES.txt`, told.join(`\n${"-".repeat(80)}\n\n`));
