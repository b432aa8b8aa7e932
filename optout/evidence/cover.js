// Covers what is private on the page, outlines the control, and watches until `uncover.js` takes all of it away again.
// In: the control or row (or null) and the request. Out: where the row lies. Nothing is sent, nothing is kept.
(subject, request) => {
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

  // ---- one document ----------------------------------------------------------------------------------------------

  class Sheet {
    constructor(doc) {
      this.doc = doc;
      this.view = doc.defaultView;
      this.roots = [];
      this.children = [];
      this.shown = [];
      this.paused = [];
      this.changed = "";
      const inDocument = (element) => (element?.ownerDocument === doc ? element : null);
      this.control = inDocument(request.control);
      this.row = inDocument(request.row);
      this.own = ownOf(this.control, this.row);
      this.port = { left: 0, top: 0, right: this.view.innerWidth, bottom: this.view.innerHeight };
      this.boxes = [];
    }

    style(element) {
      if (!this.styles.has(element)) this.styles.set(element, this.view.getComputedStyle(element));
      return this.styles.get(element);
    }

    begin() {
      this.collectRoots(this.doc);
      this.keepLooks();
      this.sheet = new this.view.CSSStyleSheet();
      this.sheet.replaceSync(CSS);
      for (const root of this.roots) root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.sheet];
      for (const root of this.roots)
        for (const animation of root.getAnimations())
          if (animation.playState === "running") { animation.pause(); this.paused.push(animation); }
      this.coverFrames();
      this.boxes = this.needed();
      this.highlight();
      this.draw();
      this.watch();
    }

    // Without a cover: only the outline, in the document that holds the control.
    beginBare() {
      const place = (request.control || request.row)?.ownerDocument || this.doc;
      if (place !== this.doc) {
        this.children.push(new Sheet(place));
        this.children[0].beginBare();
      } else this.draw();
    }

    collectRoots(root) {
      this.roots.push(root);
      for (const element of root.querySelectorAll("*")) if (element.shadowRoot) this.collectRoots(element.shadowRoot);
    }

    elements() {
      return this.roots.flatMap((root) => [...root.querySelectorAll("*")]).filter((element) => element !== this.overlay);
    }

    // Signs that the style sheet draws stay in the row (a tick, a knob), if they neither spell nor fetch anything.
    keepLooks() {
      if (!this.row && !this.control) return;
      const inside = this.elements().filter((e) => isInside(e, this.row || this.control) || isInside(e, this.control));
      if (inside.length > 400) return;
      for (const element of inside)
        if (["", "::before", "::after"].every((part) => this.isPlain(element, part))) {
          element.setAttribute(SHOWN, "");
          this.shown.push(element);
        }
    }

    isPlain(element, part) {
      const style = this.view.getComputedStyle(element, part || null);
      const box = element.getBoundingClientRect();
      const isSmall = box.width < ICON && box.height < ICON;
      const isDrawn = (value) =>
        [...value.matchAll(/url\("?([^")]*)/g)].every(([, url]) => /^data:image\/svg/.test(url) && !/(<|%3c)(text|image)/i.test(url));
      const pictures = [style.backgroundImage, style.borderImageSource, style.maskImage, style.listStyleImage];
      const written = [...(style.content || "").matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1]).join("");
      const spells = /[\p{L}\p{N}]/u.test(written) && !known.has(normalised(written));
      const isOther = /url\(|attr\(|counter|quote|image/.test((style.content || "").replace(/"(?:[^"\\]|\\.)*"/g, ""));
      return !spells && !isOther && pictures.every((value) => !value || isDrawn(value)) && !/shadow|url/.test(style.filter) &&
        style.textShadow === "none" && (isSmall || !/url\(/.test(style.maskImage || ""));
    }

    coverFrames() {
      this.frames = new Map();
      for (const frame of this.elements().filter((element) => /^(?:iframe|frame)$/.test(nameOf(element)))) {
        if (frame === request.open) { this.frames.set(frame, true); continue; }
        let child = null;
        try {
          child = frame.contentDocument && new Sheet(frame.contentDocument);
          child?.begin();
          if (child) this.children.push(child);
        } catch (error) {
          child?.end();
          child = null;
        }
        this.frames.set(frame, Boolean(child));
      }
    }

    // ---- which boxes are needed now

    needed() {
      this.styles = new Map();
      this.clips = new Map();
      this.visible = new Map();
      this.hidden = [];
      const boxes = [];
      for (const root of this.roots) for (const [owner, box] of this.texts(root)) boxes.push([owner, box]);
      for (const element of this.elements())
        if (this.isPrivate(element)) boxes.push([element, element.getBoundingClientRect()]);
      return this.visibleParts(boxes);
    }

    *texts(root) {
      const walker = this.doc.createTreeWalker(root, 4);
      const range = this.doc.createRange();
      while (walker.nextNode()) {
        const node = walker.currentNode;
        if (!/[^\p{P}\p{Z}\s]/u.test(node.data) || /^(?:script|style|noscript|template|title)$/.test(node.parentElement?.localName)) continue;
        for (const [start, end] of this.privateSpans(node)) {
          this.hidden.push([node, start, end]);
          const owner = node.parentElement || root.host;
          if (!owner || !this.isVisible(owner)) continue;
          range.setStart(node, start);
          range.setEnd(node, end);
          for (const box of range.getClientRects()) yield [owner, padded(box), node];
        }
      }
    }

    privateSpans(node) {
      if (saysOnly(node, known)) return [];
      if (!this.own.some((part) => isInside(node, part))) return [[0, node.data.length]];
      return [...node.data.matchAll(PRIVATE)].map((match) => [match.index, match.index + match[0].length]);
    }

    isPrivate(element) {
      const name = nameOf(element);
      if (this.frames.get(element) === true || !this.isVisible(element)) return false;
      if (PICTURES.test(name)) return true;
      if (name === "svg") return this.isLargeDrawing(element);
      if (name === "textarea") return true;
      if (name === "select") return element !== this.control && !known.has(normalised(shownOption(element)));
      if (name === "input") return this.isPrivateField(element);
      if (name.includes("-") && !element.shadowRoot && this.view.customElements.get(name)) return this.isSealed(element);
      return /url\(|image-set|element\(/.test(this.style(element).backgroundImage) && !element.hasAttribute(SHOWN);
    }

    isPrivateField(input) {
      const type = typeOf(input);
      if (BUTTONS.test(type)) return !known.has(normalised(input.value || type));
      return type === "image" || FIELDS.test(type);
    }

    isLargeDrawing(svg) {
      if (svg.parentElement?.closest("svg")) return false;
      if (svg.querySelector("image,foreignObject,text")) return true;
      const box = svg.getBoundingClientRect();
      const limit = this.control && (isInside(svg, this.control) || (this.row && isInside(svg, this.row))) ? 2 * ICON : ICON;
      return box.width >= limit || box.height >= limit;
    }

    // A custom element without an open shadow root may have a closed one, into which nobody can look.
    isSealed(element) {
      return !(this.control && isInside(this.control, element)) && !element.querySelector("*");
    }

    isVisible(element) {
      if (!this.visible.has(element))
        this.visible.set(element, element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }));
      return this.visible.get(element);
    }

    // ---- which parts of them can be seen

    clipOf(element) {
      if (!element || element === this.doc.documentElement || element === this.doc.body) return this.port;
      if (this.clips.has(element)) return this.clips.get(element);
      const style = this.style(element);
      let clip = style.position === "fixed" ? this.port : this.clipOf(this.containerOf(element, style));
      if (CLIPPING.test(style.display) && /hidden|auto|scroll/.test(style.overflow)) clip = meet(clip, element.getBoundingClientRect());
      this.clips.set(element, clip);
      return clip;
    }

    // An absolute box is not clipped by parents that do not position it; where in doubt, nothing is clipped.
    containerOf(element, style) {
      let outer = parentOf(element);
      if (style.position === "absolute") while (outer && this.style(outer).position === "static") outer = parentOf(outer);
      return outer;
    }

    visibleParts(boxes) {
      const layers = this.layers();
      const parts = [];
      for (const [owner, box] of boxes) {
        const clip = PICTURES.test(nameOf(owner)) || owner === this.control ? this.clipOf(parentOf(owner)) : this.clipOf(owner);
        const part = meet(box, clip);
        if (isSeen(part)) parts.push(...this.aboveLayers(owner, part, layers));
      }
      return parts;
    }

    // Opaque boxes around the control that float above the page (a dialog): what lies under them cannot be seen.
    layers() {
      const found = [];
      for (let at = this.control && parentOf(this.control); at && at !== this.doc.body; at = parentOf(at)) {
        const style = this.style(at);
        if (style.position !== "static" && isOpaque(style) && this.isVisible(at)) found.push(at);
      }
      return found;
    }

    aboveLayers(owner, part, layers) {
      const layer = layers.find((one) => !isInside(owner, one) && this.isUnder(owner, one, part));
      if (!layer) return [part];
      const round = parseFloat(this.style(layer).borderTopLeftRadius) || 0;
      const box = this.clipOf(parentOf(layer));
      const edge = meet(box, layer.getBoundingClientRect());
      const inner = { left: edge.left + round, top: edge.top, right: edge.right - round, bottom: edge.bottom };
      return without(part, round ? meet(inner, { ...edge, top: edge.top + round, bottom: edge.bottom - round }) : inner);
    }

    isUnder(owner, layer, part) {
      const cut = meet(part, layer.getBoundingClientRect());
      if (!isSeen(cut)) return false;
      const TOP = ":modal,:popover-open,:fullscreen";
      const inTop = (element) => { for (let at = element; at; at = parentOf(at)) if (at.matches(TOP)) return true; return false; };
      if (layer.matches(":modal")) return !inTop(owner);
      const points = [[0.5, 0.5], [0.02, 0.05], [0.98, 0.05], [0.02, 0.95], [0.98, 0.95]];
      return points.every(([x, y]) => this.isAbove(layer, owner,
        cut.left + (cut.right - cut.left) * x, cut.top + (cut.bottom - cut.top) * y));
    }

    isAbove(layer, owner, x, y) {
      const stack = this.doc.elementsFromPoint(x, y);
      const at = stack.findIndex((element) => element === layer || layer.contains(element));
      const under = stack.findIndex((element) => element === owner || element.contains(owner) && !element.contains(layer));
      return at >= 0 && under > at;
    }

    // ---- drawing

    highlight() {
      if (!this.view.CSS?.highlights) return;
      const highlight = new this.view.Highlight();
      highlight.priority = 1000000;
      for (const [node, start, end] of this.hidden)
        highlight.add(new this.view.StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end }));
      this.view.CSS.highlights.set("optout-cover", highlight);
    }

    draw() {
      this.overlay = this.doc.createElement("div");
      const set = (element, rules) => { for (const [name, value] of Object.entries(rules)) element.style.setProperty(name, value, "important"); };
      const place = ({ left, top, right, bottom }) =>
        ({ left: left + "px", top: top + "px", width: right - left + "px", height: bottom - top + "px" });
      set(this.overlay, { all: "initial", position: "fixed", display: "block", overflow: "visible", "pointer-events": "none",
        "z-index": "2147483647", visibility: "visible", opacity: "1", "transition-duration": "0s", ...place(this.port) });
      const add = (box, rules) => {
        const mark = this.doc.createElement("div");
        set(mark, { all: "initial", position: "absolute", display: "block", "box-sizing": "border-box", ...place(box), ...rules });
        this.paper.appendChild(mark);
      };
      this.overlay.popover = "manual";
      this.paper = this.overlay.attachShadow({ mode: "closed" });
      if (request.cover) for (const box of this.boxes) add(box, { "background-color": INK });
      const around = this.outlined();
      if (around) add(around, { border: "3px solid #d6006c", "border-radius": "6px" });
      this.doc.documentElement.appendChild(this.overlay);
      this.overlay.showPopover();
      const style = this.view.getComputedStyle(this.overlay);
      const isThere = style.display === "block" && style.visibility === "visible" && style.opacity === "1";
      if (!isThere || !holds(this.overlay.getBoundingClientRect(), this.port)) throw new Error("the page does not let anything lie above it");
    }

    outlined() {
      const isSizable = (element) => {
        const box = element?.getBoundingClientRect();
        return box && box.width >= 8 && box.height >= 8 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      };
      const element = [this.control, this.control?.labels?.[0], this.row].find(isSizable);
      if (!element) return null;
      const box = element.getBoundingClientRect();
      return { left: box.left - 6, top: box.top - 6, right: box.right + 6, bottom: box.bottom + 6 };
    }

    // ---- watching, and taking it away

    watch() {
      this.observer = new this.view.MutationObserver((records) => this.note(records));
      for (const root of this.roots)
        this.observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true,
          attributeFilter: ["open", "src", "srcset", "value", "placeholder", "popover", "label"] });
      this.onToggle = (event) => { if (event.target !== this.overlay) this.changed = "something opened or closed"; };
      for (const name of ["beforetoggle", "fullscreenchange"]) this.doc.addEventListener(name, this.onToggle, true);
    }

    note(records) {
      const says = (node) => node !== this.overlay && (node.nodeType === 3 ? /\S/.test(node.data) : node.nodeType === 1 &&
        !/^(?:script|style|link|meta)$/.test(node.localName));
      for (const record of records)
        if (record.type === "characterData" || record.type === "attributes" || [...record.addedNodes].some(says))
          this.changed ||= "the page changed while the picture was taken";
    }

    verdict() {
      if (!request.cover) return "";
      this.note(this.observer.takeRecords());
      if (this.changed) return this.changed;
      if (!this.overlay.matches(":popover-open") || !this.overlay.isConnected) return "the page took the cover away";
      const drawn = this.boxes;
      const bare = this.needed().find((box) => !drawn.some((one) => holds(one, box)));
      if (bare) return "something moved while the picture was taken";
      return this.children.map((child) => child.verdict()).find(Boolean) || "";
    }

    end() {
      for (const child of this.children) child.end();
      this.observer?.disconnect();
      for (const name of ["beforetoggle", "fullscreenchange"]) this.doc.removeEventListener(name, this.onToggle, true);
      this.overlay?.remove();
      for (const root of this.roots) root.adoptedStyleSheets = [...root.adoptedStyleSheets].filter((one) => one !== this.sheet);
      for (const element of this.shown) element.removeAttribute(SHOWN);
      this.view?.CSS?.highlights?.delete("optout-cover");
      for (const animation of this.paused) if (animation.playState === "paused") animation.play();
    }
  }

  const shownOption = (select) => (select.multiple || select.size > 1 ? "\u0000" : select.selectedOptions[0]?.textContent || "");
  const isOpaque = (style) =>
    /^rgb\(|^color\([^/]*\)$|^(?:ok)?(?:lab|lch)\([^/]*\)$/.test(style.backgroundColor) && style.opacity === "1" &&
    style.clipPath === "none" && style.mixBlendMode === "normal";

  // ---- the page ----------------------------------------------------------------------------------------------------

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
  const page = new Sheet(view.document);
  try {
    if (request.cover) page.begin();
    else page.beginBare();
  } catch (error) {
    page.end();
    return { failed: String(error.message || error) };
  }
  view[KEY] = page;
  const row = target && placeInRoot(target, view);
  return { width: view.innerWidth, height: view.innerHeight, row: row && [row.left, row.top, row.right, row.bottom], boxes: page.boxes.length };
}
