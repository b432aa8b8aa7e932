// Trees within trees: the shadow roots of elements, closed ones included, what lies around a node as it is drawn, and
// what is hit at a point. Sees `REGISTRY` (see browser/closed_roots.js), null where the document has none.
const ROOTS = (() => {
  const openOf = Object.getOwnPropertyDescriptor(Element.prototype, 'shadowRoot').get;
  const shadowOf = (element) => openOf.call(element) || (REGISTRY && REGISTRY.some() && REGISTRY.of(element)) || null;

  // `assignedSlot` says null for slots in closed roots.
  const slotOf = (node) => {
    if (node.assignedSlot) return node.assignedSlot;
    const host = node.parentNode;
    const root = REGISTRY && REGISTRY.some() && host && host.nodeType === 1 && REGISTRY.of(host);
    return (root && [...root.querySelectorAll('slot')].find((slot) => slot.assignedNodes().includes(node))) || null;
  };
  // One step outwards: into the slot that shows the node, else to its parent, else to the host of its tree.
  const outer = (node) => slotOf(node) || node.parentNode || (node.nodeType === 11 && node.host) || null;
  const holds = (around, inner) => {
    for (let node = inner; node; node = outer(node)) if (node === around) return true;
    return false;
  };

  // What is hit inside the shadow roots of what was hit.
  const into = (hit, x, y) => {
    for (let root = hit && shadowOf(hit); root; root = shadowOf(hit)) {
      const inner = root.elementFromPoint(x, y);
      if (!inner || inner.getRootNode() !== root) break;
      hit = inner;
    }
    return hit;
  };
  const hitAt = (x, y) => into(document.elementFromPoint(x, y), x, y);

  // The closed roots around a node, outermost first, each with what in it holds the node.
  const closedAround = (element) => {
    const found = [];
    let via = element;
    for (let root = via.getRootNode(); root.nodeType === 11 && root.host; root = via.getRootNode()) {
      if (root.mode === 'closed') found.unshift({ root, via });
      via = root.host;
    }
    return found;
  };

  const all = (selector, root = document) => {
    const found = [...root.querySelectorAll(selector)];
    for (const element of root.querySelectorAll('*')) {
      const inner = shadowOf(element);
      if (inner) found.push(...all(selector, inner));
    }
    return found;
  };

  return { shadowOf, outer, holds, into, hitAt, closedAround, all };
})();
