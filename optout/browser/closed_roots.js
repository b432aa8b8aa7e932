// Remembers the closed shadow roots that a document's scripts make, for whoever knows the key and the secret (see
// closed_roots.py). Observes only: whatever the page calls gets the same arguments, `this`, result and errors as before.
((key, secret, late) => {
  'use strict';
  if (Object.prototype.hasOwnProperty.call(globalThis, key)) return;
  // Taken now, so that nothing that the page replaces later is ever handed a closed root.
  const call = Reflect.apply;
  const { get, set, has } = WeakMap.prototype;
  const getter = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;
  const modeOf = getter(ShadowRoot.prototype, 'mode');
  const hostOf = getter(ShadowRoot.prototype, 'host');
  const clonable = getter(ShadowRoot.prototype, 'clonable') || (() => false);
  const documentOf = getter(Node.prototype, 'ownerDocument');
  const viewOf = getter(Document.prototype, 'defaultView');

  const roots = new WeakMap(); // host -> closed root
  const searched = new WeakMap(); // documentElement -> true: `document.open` begins a new one in the same document
  const looks = {};
  let some = false;
  let parsed = false; // markup was parsed in a way that can make closed roots
  let copied = false; // a closed root that cloning copies, unseen

  // True for one that was not known.
  const add = (root) => {
    const host = call(hostOf, root, []);
    if (call(has, roots, [host])) return false;
    call(set, roots, [host, root]);
    some = true;
    if (call(clonable, root, [])) parsed = copied = true;
    return true;
  };

  // A root may belong to another document of this origin, made with this one's function.
  const remember = (root) => {
    if (!root || call(modeOf, root, []) !== 'closed') return;
    const view = call(viewOf, call(documentOf, root, []), []);
    const there = view && view !== globalThis && view[key] ? view[key](secret) : null;
    if (there) there.add(root);
    else add(root);
  };

  const replace = (owner, name, part, make) => {
    const shape = owner && Object.getOwnPropertyDescriptor(owner, name);
    const native = shape && shape[part];
    if (typeof native !== 'function' || !shape.configurable) return;
    const wrapped = make(native);
    Object.defineProperty(wrapped, 'name', { value: native.name, configurable: true });
    Object.defineProperty(wrapped, 'length', { value: native.length, configurable: true });
    Object.defineProperty(owner, name, { ...shape, [part]: wrapped });
  };
  // Methods are written as such, because those, like the browser's own, are no constructors.
  replace(Element.prototype, 'attachShadow', 'value', (native) => ({
    attachShadow(...given) {
      const root = call(native, this, given);
      remember(root);
      return root;
    },
  }).attachShadow);
  // How a component gets at a root that the markup made for it.
  replace(globalThis.ElementInternals && ElementInternals.prototype, 'shadowRoot', 'get', (native) => ({
    shadowRoot() {
      const root = call(native, this, []);
      remember(root);
      return root;
    },
  }).shadowRoot);
  const PARSERS = [[Element.prototype, 'setHTMLUnsafe'], [ShadowRoot.prototype, 'setHTMLUnsafe'], [Document, 'parseHTMLUnsafe']];
  for (const [owner, name] of PARSERS) {
    replace(owner, name, 'value', (native) => ({
      parse(...given) {
        parsed = true;
        return call(native, this, given);
      },
    }).parse);
  }

  const api = Object.freeze({
    late,
    looks,
    add,
    of: (host) => call(get, roots, [host]),
    some: () => some,
    // Whether closed roots may be here that no script of the page told us of (only the browser's debugger sees those):
    // 1 where nobody has searched for them since one may have come, 2 where one may come at any time without a sign.
    asks: () => {
      const fresh = parsed || (document.readyState !== 'loading' && !call(has, searched, [document.documentElement]));
      return fresh ? 1 : 2 * Number(late || copied);
    },
    searched: () => {
      if (document.readyState === 'loading') return;
      parsed = false;
      call(set, searched, [document.documentElement, true]);
    },
  });
  const open = (given) => (given === secret ? api : undefined);
  Object.defineProperty(globalThis, key, { value: Object.freeze(open), enumerable: false });
})
