// Covers what is private on the page, outlines the control, and watches until `uncover.js` takes all of it away again.
// In: the control or row (or null) and the request. Out: where the row lies. Nothing is sent, nothing is kept.
// This is the body of a function of (subject, request), after the parts cover_words, cover_sight and cover_sheet.

const rootView = () => {
  let view = window;
  try { while (view.parent !== view && view.parent.document) view = view.parent; } catch (error) { /* another origin */ }
  return view;
};
const scrollTo = (element) => {
  const view = element.ownerDocument.defaultView;
  const box = element.getBoundingClientRect();
  const isInView = box.top >= 0 && box.bottom <= view.innerHeight && view.parent === view;
  if (!isInView) element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
};
const placeInRoot = (element, root) => {
  const at = element.getBoundingClientRect();
  const box = { left: at.left, top: at.top, right: at.right, bottom: at.bottom };
  for (let view = element.ownerDocument.defaultView; view !== root; view = view.parent) {
    const frame = view.frameElement;
    const outer = frame.getBoundingClientRect();
    const scale = frame.offsetWidth ? outer.width / frame.offsetWidth : 1;
    for (const side of ["left", "right"]) box[side] = box[side] * scale + outer.left + frame.clientLeft * scale;
    for (const side of ["top", "bottom"]) box[side] = box[side] * scale + outer.top + frame.clientTop * scale;
  }
  return box;
};

const view = request.alone ? window : rootView();
const isForeign = !request.alone && view !== view.top;
if (isForeign) return { foreign: true };
if (view[KEY]) view[KEY].end();
const target = request.row || request.control;
if (target) scrollTo(target);
const cover = () => {
  const page = new Sheet(view.document);
  try {
    if (request.cover) page.begin();
    else page.beginBare();
  } catch (error) {
    page.end();
    return { failed: String(error.message || error) };
  }
  view[KEY] = Object.assign(page, { reveal: (root) => revealed.set(root.host, root), again: () => { page.end(); return cover(); } });
  const row = target && placeInRoot(target, view);
  return { width: view.innerWidth, row: row && [row.left, row.top, row.right, row.bottom] };
};
return cover();
