// The browser's side of finder.py: a list that is searched while one types, and whose index opens what it names.
// Only what is shown changes; the page is not asked again.

const MARKS = /[\u0300-\u036f]/g;
const folded = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(MARKS, "").replace(/\s+/g, " ").trim();

// Every word has to be found, in any order.
function search(root, words) {
  const asked = folded(root.querySelector("input").value).split(" ");
  const has = (part) => asked.every((word) => part.dataset.find.includes(word));
  for (const part of root.querySelectorAll("[data-find]")) part.hidden = !has(part);
  for (const group of root.querySelectorAll("[data-group]")) group.hidden = !group.querySelector("[data-find]:not([hidden])");
  const entries = [...root.querySelectorAll("details[data-find]")];
  const found = entries.filter((entry) => !entry.hidden);
  const said = found.length ? words.found : words.none;
  root.querySelector("[role=status]").textContent = asked[0] ? said.replace("{n}", found.length).replace("{of}", entries.length) : "";
  if (asked[0] && found.length === 1) found[0].open = true;
}

function open(root, id) {
  const part = id && root.querySelector(`[id="${CSS.escape(id)}"]`);
  if (!part) return false;
  if (part.tagName === "DETAILS") part.open = true;
  part.scrollIntoView({ block: "start" });
  (part.querySelector("summary") ?? part).focus({ preventScroll: true });
  return true;
}

// A link to one entry. The address is written anew with the choice before this is drawn: the browser still knows what was asked for.
function asked() {
  const first = performance.getEntriesByType("navigation")[0]?.name ?? "";
  const address = new URL(first || location.href);
  return decodeURIComponent((location.hash || (address.pathname === location.pathname ? address.hash : "")).slice(1));
}

// A new page is put to its top while it is still being laid out: until its reader does something, what was asked for is shown again.
const AGAIN = [0, 300, 1000, 2000]; // milliseconds

function arrive(root, id) {
  if (!id || !open(root, id)) return;
  const waiting = AGAIN.map((time) => setTimeout(() => open(root, id), time));
  const stop = () => waiting.forEach(clearTimeout);
  for (const deed of ["wheel", "keydown", "pointerdown", "touchstart"]) window.addEventListener(deed, stop, { once: true, capture: true });
}

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".finder");
  if (root.dataset.hash !== data.html) {
    root.innerHTML = data.html;
    root.dataset.hash = data.html;
    arrive(root, asked());
  }
  root.oninput = () => search(root, data.words);
  root.onclick = (event) => {
    const link = event.target.closest("a[href^='#']");
    const id = link?.getAttribute("href").slice(1);
    if (!link || !open(root, id)) return;
    event.preventDefault();
    history.replaceState(history.state, "", `#${id}`);
  };
}
