// One pass over a frame: what is there, in composed-tree order, with words, states, places and machine names.
// Returns {data, elements}: data is plain JSON, elements[i] is the element of data.nodes[i]. Changes nothing.
() => {
  const FORM = 'input[type=checkbox],input[type=radio],select';
  const STATE = ['state', 'checked', 'selected', 'on', 'headlessui-state'];
  const elements = [];
  const nodes = [];
  const { SKIP, clean, byIds, nameOf, tagOf, firstOf, nextOf, attr } = WORDS;
  const { shadowOf, holds, hitAt } = ROOTS;

  const round = (value) => Math.round(value * 10) / 10;
  const place = (rect) => [round(rect.x), round(rect.y), round(rect.width), round(rect.height)];

  const PLAIN = new Set(['checked', 'pressed', 'selected', 'expanded', 'disabled', 'busy', 'readonly', 'haspopup', 'current',
    'modal', 'valuenow', 'valuemin', 'valuemax', 'valuetext', 'invalid', 'level', 'roledescription'].map((key) => 'aria-' + key));
  const MARKS = new Map([['id', 'id'], ['name', 'name'], ['for', 'for'], ['aria-labelledby', 'labelledby']]);
  const TESTIDS = ['data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-qa'];
  const NAMING = ['aria-labelledby', 'aria-label', 'title', 'placeholder'];
  const NAMED = new Set(['BUTTON', 'INPUT', 'METER', 'OUTPUT', 'PROGRESS', 'SELECT', 'TEXTAREA', 'IMG', 'AREA', 'svg', 'SVG',
    'FIELDSET']);
  const DISABLES = new Set(['BUTTON', 'INPUT', 'SELECT', 'TEXTAREA', 'OPTGROUP', 'OPTION', 'FIELDSET']);
  const namesOf = (element) => Element.prototype.getAttributeNames.call(element);

  const describe = (element, tag, parent, style, above) => {
    const rect = Element.prototype.getBoundingClientRect.call(element);
    const custom = tag.includes('-');
    const node = { p: parent, t: tag.toLowerCase() };
    // Most elements have few attributes: what is asked for is looked up among those, not each in the page.
    const given = namesOf(element);
    const here = (name) => given.includes(name);
    const marks = {};
    const state = {};
    const data = {};
    let role = '';
    for (const name of given) {
      if (PLAIN.has(name)) state[name] = attr(element, name);
      else if (MARKS.has(name)) { const value = attr(element, name); if (value) marks[MARKS.get(name)] = value; }
      else if (name === 'role') role = attr(element, 'role').trim().split(/\s+/)[0];
    }
    if (role) node.r = role.toLowerCase();
    let how = '';
    if (custom || NAMED.has(tag) || NAMING.some(here)) {
      let name = '';
      [name, how] = nameOf(element);
      if (name) { node.n = name; node.nh = how; }
    }
    node.b = place(rect);
    if (above.hidden || style.none || !style.visible) node.h = 1;
    if (style.clear || above.transparent) node.z = 1;
    if (style.pointer) node.c = 1;
    if (style.turned || style.leftwards) node.rt = 1;
    if (style.deaf) node.pe = 1;
    if (element.onclick || here('onclick') || here('tabindex')) node.k = 1;
    if (here('aria-hidden') && attr(element, 'aria-hidden') === 'true') node.ah = 1;
    if (element.inert || above.inert) node.in = 1;
    const testid = TESTIDS.filter(here).map((name) => attr(element, name)).find(Boolean);
    if (testid) marks.testid = testid;
    if (tag === 'A' && here('href')) {
      marks.href = attr(element, 'href');
      marks.url = element.href;
    }
    if (Object.keys(marks).length) node.m = marks;
    if (tag === 'INPUT') {
      state.type = element.type;
      if (element.type === 'checkbox' || element.type === 'radio') {
        state.checked = element.checked;
        if (element.indeterminate) state.indeterminate = true;
      }
      if (element.type === 'radio') state.option = element.value;
      if (role === 'combobox' || element.readOnly) state.shows = clean(element.value, 80);
      if (element.type === 'range') { state.value = element.value; state.min = element.min; state.max = element.max; state.step = element.step || '1'; }
    } else if (tag === 'SELECT') {
      state.options = [...element.options].slice(0, 60).map((o) => clean(o.text, 120));
      state.choice = element.selectedIndex;
      if (element.multiple) state.multiple = true;
    } else if (custom) {
      for (const key of ['checked', 'selected', 'on', 'indeterminate', 'loading', 'pressed']) {
        // The property may be a getter of the page's own.
        try { if (typeof element[key] === 'boolean') state['prop-' + key] = element[key]; } catch { continue; }
      }
    } else if (tag === 'DETAILS' || tag === 'DIALOG') {
      state.open = element.open;
    }
    try {
      if ((custom || DISABLES.has(tag)) && element.matches(':disabled')) state.disabled = true;
      if (tag === 'DIALOG' && element.matches(':modal')) state.modal = true;
    } catch (e) { /* an old browser */ }
    if (custom && (element.disabled === true || here('disabled'))) state.disabled = true;
    const described = here('aria-describedby') ? byIds(element, 'aria-describedby') : '';
    if (described) state.described = described;
    const hint = here('title') && how !== 'title' ? clean(attr(element, 'title'), 200) : '';
    if (hint) state.title = hint;
    if (Object.keys(state).length) node.s = state;
    for (const key of STATE) {
      const value = here('data-' + key) ? attr(element, 'data-' + key) : null;
      if (value !== null && value.length <= 24) data[key] = value;
    }
    for (const key of ['checked', 'selected', 'on', 'pressed']) {
      if (here(key) && tag !== 'INPUT' && tag !== 'OPTION') data['attr-' + key] = attr(element, key) || 'true';
    }
    // An element of a library's own that keeps its state in `value`, as a text.
    if (/-.*(?:switch|toggle|check)|(?:switch|toggle|check).*-/i.test(tag) && here('value')) {
      const value = attr(element, 'value');
      if (['true', 'false', 'on', 'off'].includes(value)) data['attr-value'] = value;
    }
    if (Object.keys(data).length) node.d = data;
    const classes = typeof element.className === 'string' ? element.className : attr(element, 'class');
    if (classes) node.cl = classes.slice(0, 300);
    return node;
  };

  // Of several dialogs the one that is hit at its middle lies in front.
  const inFront = (element, rect) => holds(element, hitAt(rect.x + rect.width / 2, rect.y + rect.height / 2));

  // A piece of text between elements is a node of its own, so that words keep their order; its element is the one it is in.
  const range = document.createRange();
  const piece = (text, element, parent, above) => {
    const words = clean(text.data);
    if (!words) return;
    range.selectNodeContents(text);
    const node = { p: parent, t: '#text', o: words, b: place(range.getBoundingClientRect()) };
    if (above.hidden) node.h = 1;
    if (above.transparent) node.z = 1;
    if (above.pointer) node.c = 1;
    elements.push(element);
    nodes.push(node);
  };

  // What counts of the nodes that are drawn inside an element: elements, and texts that say something.
  const within = (element, tag, shadow) => {
    const found = [];
    const folded = tag === 'DETAILS' && !element.open;
    const add = (n) => {
      if (n.nodeType === 3 ? !folded && n.data.trim() : n.nodeType === 1) {
        const name = n.nodeType === 1 ? tagOf(n) : '';
        if (!SKIP.has(name) && (!folded || name === 'SUMMARY')) found.push(n);
      }
    };
    const put = !shadow && tag === 'SLOT' && element.assignedNodes ? element.assignedNodes() : [];
    if (put.length) put.forEach(add);
    else for (let n = firstOf(shadow || element); n; n = nextOf(n)) add(n);
    return found;
  };

  const visit = (element, parent, above) => {
    const tag = tagOf(element);
    if (SKIP.has(tag) || elements.length > 60000) return;
    if ((tag === 'INPUT' && element.type === 'hidden') || tag === 'OPTION' || tag === 'OPTGROUP') return;
    const live = getComputedStyle(element);
    const none = live.display === 'none';
    if (none && !element.matches(FORM) && !element.querySelector(FORM)) return;
    // Each of these asks the browser whether styles have to be computed anew, so each is asked once.
    const style = {
      none,
      visible: live.visibility === 'visible',
      clear: live.opacity === '0',
      pointer: live.cursor === 'pointer',
      deaf: live.pointerEvents === 'none',
      turned: above.turned || live.transform.startsWith('matrix(-'),
      leftwards: live.direction === 'rtl',
    };
    const index = elements.length;
    elements.push(element);
    const node = describe(element, tag, parent, style, above);
    nodes.push(node);
    if (/dialog/.test(node.r || node.t) && !node.h && inFront(element, element.getBoundingClientRect())) node.f = 1;
    if (node.t === 'svg' || tag === 'SELECT' || tag === 'TEXTAREA') return;
    const shadow = shadowOf(element);
    if (shadow) node.sh = 1;
    const inside = within(element, tag, shadow);
    if (inside.every((n) => n.nodeType === 3)) {
      const own = clean(inside.length === 1 ? inside[0].data : inside.map((n) => n.data).join(' '));
      if (own) node.o = own;
      return;
    }
    const below = {
      hidden: above.hidden || none || !style.visible,
      transparent: above.transparent || style.clear,
      inert: above.inert || element.inert === true,
      pointer: style.pointer,
      turned: style.turned,
    };
    const deeper = { ...below, hidden: above.hidden || none };
    for (const n of inside) {
      if (n.nodeType === 3) piece(n, element, index, below);
      else visit(n, index, deeper);
    }
  };

  if (document.body) visit(document.body, -1, { hidden: false, transparent: false, inert: false, pointer: false });
  return {
    data: {
      nodes,
      url: location.href,
      title: document.title,
      lang: (document.documentElement && document.documentElement.lang) || (document.body && document.body.lang) || '',
      width: innerWidth,
      height: innerHeight,
      ready: document.readyState,
    },
    elements,
  };
}
