// Part of cover.js: which parts of a box can be seen at all, given what clips it and what lies above it.
class Sight {
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
}
