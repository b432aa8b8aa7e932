// Part of cover.js: what is never, always and perhaps private, and rectangles. Sees `request`.
const KEY = Symbol.for("optout.cover");
const SHOWN = "data-optout-shown";
const INK = "#565d68";
const ICON = 32;
const FIELDS = /^(?:text|search|email|url|tel|password|number|date|datetime-local|month|week|time|color|file)$/;
const BUTTONS = /^(?:button|submit|reset)$/;
const PICTURES = /^(?:img|canvas|video|audio|object|embed|iframe|frame|portal|fencedframe|picture)$/;
const CLIPPING = /^(?:block|inline-block|flow-root|flex|inline-flex|grid|inline-grid|list-item|table-cell)$/;
const PRIVATE =
  /\S*[@＠]\S+|https?:\S+|(?:\d[\s().\-]*){5,}|(?<!\w)(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{8,}(?!\w)/giu;
const RULE = [
  "text-shadow:none", "background-image:none", "border-image-source:none", "mask-image:none", "filter:none",
  "-webkit-mask-box-image-source:none", "-webkit-box-reflect:none", "-webkit-text-stroke-width:0",
  "list-style-image:none", "text-emphasis-style:none", "transition-duration:0s", "transition-delay:0s",
].map((rule) => rule + "!important").join(";");
const STRONG = `:not([${SHOWN}]):not(#_#_#_#_)`;
const CSS = [
  `${STRONG}{${RULE}}`,
  `:not(svg,svg *)${STRONG}{content:normal!important}`,
  `${STRONG}::before{visibility:hidden!important;${RULE}}`,
  `${STRONG}::after{visibility:hidden!important;${RULE}}`,
  `${STRONG}::marker{color:transparent!important}`,
  `${STRONG}::backdrop{background-image:none!important}`,
  `::highlight(optout-cover){color:${INK};background-color:${INK};text-shadow:none;-webkit-text-fill-color:${INK};` +
    `-webkit-text-stroke-color:${INK};text-decoration-color:${INK}}`,
].join("\n");

const normalised = (text) =>
  text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim().replace(/[\s:.…。!?！？：›>»*]+$/u, "");
const words = new Set(request.words.map(normalised));
const known = new Set([...words, ...request.harmless.map(normalised)]);
const longest = 2 * Math.max(0, ...[...known].map((word) => word.length)) + 80;

const parentOf = (node) => node.assignedSlot || node.parentElement || node.getRootNode().host || null;
const isInside = (node, outer) => {
  for (let at = node; at; at = at.nodeType === 1 ? parentOf(at) : at.parentNode) if (at === outer) return true;
  return false;
};
const nameOf = (element) => element.localName;
const typeOf = (element) => (nameOf(element) === "input" ? element.type : "");

const revealed = new Map(); // closed shadow roots by host, which only the browser's debugger finds

// ---- what is allowed -------------------------------------------------------------------------------------------

const saysOnly = (node, list) => {
  if (list.has(normalised(node.data))) return true;
  for (let at = node.parentElement; at && at.textContent.length <= longest; at = at.parentElement)
    if (list.has(normalised(at.textContent))) return true;
  return false;
};
const named = (element, attribute) =>
  (element.getAttribute(attribute) || "").split(/\s+/).filter(Boolean)
    .map((id) => element.getRootNode().getElementById?.(id)).filter(Boolean);
const textsIn = (element) => {
  const walker = element.ownerDocument.createTreeWalker(element, 4);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
};
const labelsOf = (control) => [
  control, ...(control.labels || []), ...named(control, "aria-labelledby"), ...[control.closest("label")].filter(Boolean),
];
// The control's own words stay where the flow does not know them; where it does, only what it knows stays.
const ownOf = (control, row) => {
  if (!control) return [];
  const labels = labelsOf(control);
  const isKnown = [row, ...labels].some((part) => part && textsIn(part).some((node) => saysOnly(node, words)));
  return [...(isKnown ? [] : labels), ...named(control, "aria-describedby")];
};

// ---- geometry --------------------------------------------------------------------------------------------------

const meet = (a, b) => ({
  left: Math.max(a.left, b.left), top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom),
});
const isSeen = (box) => box.right - box.left > 1 && box.bottom - box.top > 1;
const holds = (outer, box) =>
  outer.left <= box.left + 1 && outer.top <= box.top + 1 && outer.right >= box.right - 1 && outer.bottom >= box.bottom - 1;
const padded = (box) => {
  const side = 2 + (box.bottom - box.top) * 0.1;
  return { left: box.left - side, top: box.top - 2, right: box.right + side, bottom: box.bottom + 2 };
};
const without = (box, hole) => {
  const cut = meet(box, hole);
  if (!isSeen(cut)) return [box];
  return [
    { ...box, bottom: cut.top }, { ...box, top: cut.bottom },
    { left: box.left, right: cut.left, top: cut.top, bottom: cut.bottom },
    { left: cut.right, right: box.right, top: cut.top, bottom: cut.bottom },
  ].filter(isSeen);
};
