// Part of cover.js: the cover of one document, its shadow roots and the documents of its frames.
class Sheet extends Sight {
  constructor(doc) {
    super();
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
    for (const element of root.querySelectorAll("*")) {
      const inner = element.shadowRoot || revealed.get(element);
      if (inner) this.collectRoots(inner);
    }
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

  isVisible(element) {
    if (!this.visible.has(element))
      this.visible.set(element, element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }));
    return this.visible.get(element);
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
