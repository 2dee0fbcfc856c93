// What no element of the page can do for itself. Streamlit names its own buttons in English and has no
// setting for it; a missing name here leaves the English one, so nothing breaks with another version.

const NAMED = "[aria-label], [data-testid=stSkipToContent], [data-testid=stTopNavSection] p";
const PUT_IN = "{}"; // in a name: whatever Streamlit puts there

const WAIT = 120; // milliseconds, for whoever moves the focus on purpose

let names = [];
let moreRows = PUT_IN; // in the reader's language
let shownRows = PUT_IN;
let inside = null; // what in the open drawer had the focus last
const given = new WeakMap(); // element -> its English name and the one it was given

const escaped = (text) => text.replace(/[.*+?^$()|[\]\\]/g, "\\$&");

function translated(english) {
  for (const [pattern, said] of names) {
    const found = pattern.exec(english);
    if (found) return said.replace(PUT_IN, found[1] ?? "");
  }
  return english;
}

function name(element) {
  const labelled = element.hasAttribute("aria-label");
  const text = element.firstChild; // the text itself, so that Streamlit can go on changing it
  if (!labelled && text?.nodeType !== Node.TEXT_NODE) return;
  const now = labelled ? element.getAttribute("aria-label") : text.nodeValue;
  const before = given.get(element);
  const english = before?.said === now ? before.english : now; // else Streamlit wrote it anew
  const said = translated(english);
  if (said !== now) {
    if (labelled) element.setAttribute("aria-label", said);
    else text.nodeValue = said;
  }
  given.set(element, { english, said });
}

// On a phone a table reads as cards: each cell carries the heading of its column (style.css shows it), and
// the roles that a cell loses when it is laid out as a block.
function headCells(table) {
  table.dataset.headed = "";
  const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent);
  table.setAttribute("role", "table");
  for (const group of table.querySelectorAll("thead, tbody")) group.setAttribute("role", "rowgroup");
  for (const row of table.querySelectorAll("tr")) row.setAttribute("role", "row");
  for (const head of table.querySelectorAll("thead th")) head.setAttribute("role", "columnheader");
  for (const row of table.querySelectorAll("tbody tr")) {
    [...row.cells].forEach((cell, place) => {
      cell.setAttribute("role", "cell");
      if (heads[place]) cell.dataset.head = heads[place];
    });
  }
  foldRows(table);
}

// On a phone a long table shows its first rows and a button that says how many more there are: the worst stand first.
// A table of class "folded" does so on every screen, and says how many rows it shows of how many.
const FIRST_ROWS = 5; // and readers.css
const FOLDED_ROWS = 10; // and readers.css

function foldRows(table) {
  const folded = table.classList.contains("folded");
  const rows = table.tBodies[0]?.rows.length ?? 0;
  const first = folded ? FOLDED_ROWS : FIRST_ROWS;
  const more = rows - first;
  if (more < 2 || table.classList.contains("terms")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "more-rows";
  button.textContent = (folded ? shownRows.replace("{shown}", first).replace("{of}", rows) : moreRows).replace(PUT_IN, more);
  button.onclick = () => {
    table.classList.remove("long");
    button.remove();
    const next = table.tBodies[0].rows[first];
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
  };
  table.classList.add("long");
  table.after(button);
}

// What scrolls can be scrolled by keyboard, and only what scrolls is a stop.
function reachScrolled(box) {
  if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1) box.tabIndex = 0;
  else box.removeAttribute("tabindex");
}

// Streamlit puts the pages of a section into a list by way of a div, so that neither is one: it is read as links.
function unlist(list) {
  for (const part of [list, ...list.querySelectorAll("li")]) part.setAttribute("role", "none");
}

function tend() {
  document.querySelectorAll(NAMED).forEach(name);
  document.querySelectorAll("table.plain:not([data-headed])").forEach(headCells);
  document.querySelectorAll("[data-testid=stSidebarNavItems]").forEach(unlist);
  document.querySelectorAll(".scroll").forEach(reachScrolled);
  bringBack();
}

let asked = false;
function tendSoon() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    tend();
  });
}

const drawer = () => document.querySelector("[role=dialog]");

// A download takes the focus out of the open drawer to nowhere: it goes back to where it was.
function keepInside(event) {
  const open = event.target.closest?.("[role=dialog]");
  if (!open) return;
  inside = event.target;
}

function bringBack() {
  const open = drawer();
  if (!open || document.activeElement !== document.body || !document.hasFocus()) return;
  const back = inside?.isConnected && open.contains(inside) ? inside : open;
  if (!back.disabled) back.focus(); // else once it can be pressed again: `tend` comes back
}

// While the focus stands outside of an open drawer for any other reason, Escape still closes it.
function closeDrawer(event) {
  if (event.key !== "Escape" || event.target.closest("[role=dialog]")) return;
  drawer()?.querySelector("button[slot=close], button[aria-label]")?.click();
}

// The theme of the app, for our own CSS variables.
function followTheme(element) {
  const page = getComputedStyle(element.closest(".stApp") || document.body).backgroundColor.match(/\d+/g);
  if (page) document.documentElement.classList.toggle("dark-theme", +page[0] + +page[1] + +page[2] < 384);
}

export default function (component) {
  const { data, parentElement } = component;
  names = Object.entries(data.names).map(([english, said]) => [
    new RegExp(`^${escaped(english).replace(PUT_IN, "(.*)")}$`),
    said,
  ]);
  moreRows = data.more_rows;
  shownRows = data.shown_rows;
  document.documentElement.lang = data.language;
  followTheme(parentElement);
  if (!window.donBayAids) {
    document.addEventListener("focusin", keepInside);
    document.addEventListener("focusout", () => setTimeout(bringBack, WAIT));
    document.addEventListener("keydown", closeDrawer);
    window.addEventListener("resize", tendSoon);
  }
  // One observer a tab: the newest module's, for it holds the newest names.
  window.donBayAids?.disconnect();
  window.donBayAids = new MutationObserver(tendSoon);
  window.donBayAids.observe(document.body, { childList: true, characterData: true, subtree: true, attributeFilter: ["aria-label", "disabled"] });
  tend();
}
