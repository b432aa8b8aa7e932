// One pass over a frame: what is there, in composed-tree order, with words, states, places and machine names.
// Returns {data, elements}: data is plain JSON, elements[i] is the element of data.nodes[i]. Changes nothing.
() => {
  const FORM = 'input[type=checkbox],input[type=radio],select';
  const STATE = ['state', 'checked', 'selected', 'on', 'headlessui-state'];
  const elements = [];
  const nodes = [];
  const { SKIP, clean, byIds, nameOf, tagOf, shadowOf, nodesOf, attr, has } = WORDS;

  const place = (rect) => [rect.x, rect.y, rect.width, rect.height].map((v) => Math.round(v * 10) / 10);

  const describe = (element, parent, style, above) => {
    const rect = Element.prototype.getBoundingClientRect.call(element);
    const node = { p: parent, t: tagOf(element).toLowerCase() };
    const role = (attr(element, 'role') || '').trim().split(/\s+/)[0];
    if (role) node.r = role.toLowerCase();
    const [name, how] = nameOf(element);
    if (name) { node.n = name; node.nh = how; }
    node.b = place(rect);
    const shown = !above.hidden && style.visibility === 'visible' && style.display !== 'none';
    if (!shown) node.h = 1;
    if (style.opacity === '0' || above.transparent) node.z = 1;
    if (style.cursor === 'pointer') node.c = 1;
    if (style.pointerEvents === 'none') node.pe = 1;
    if (element.onclick || has(element, 'onclick') || has(element, 'tabindex')) node.k = 1;
    if (attr(element, 'aria-hidden') === 'true') node.ah = 1;
    if (element.inert || above.inert) node.in = 1;
    const marks = {};
    for (const [key, attribute] of [['id', 'id'], ['name', 'name'], ['for', 'for'], ['labelledby', 'aria-labelledby']]) {
      const value = attr(element, attribute);
      if (value) marks[key] = value;
    }
    const testid = attr(element, 'data-testid') || attr(element, 'data-test-id')
      || attr(element, 'data-test') || attr(element, 'data-cy') || attr(element, 'data-qa');
    if (testid) marks.testid = testid;
    if (tagOf(element) === 'A' && has(element, 'href')) {
      marks.href = attr(element, 'href');
      marks.url = element.href;
    }
    if (Object.keys(marks).length) node.m = marks;
    const state = {};
    for (const attribute of ['checked', 'pressed', 'selected', 'expanded', 'disabled', 'busy', 'readonly', 'haspopup',
      'current', 'modal', 'valuenow', 'valuemin', 'valuemax', 'valuetext', 'invalid', 'level', 'roledescription']) {
      const value = attr(element, 'aria-' + attribute);
      if (value !== null) state['aria-' + attribute] = value;
    }
    const tag = tagOf(element);
    if (tag === 'INPUT') {
      state.type = element.type;
      if (element.type === 'checkbox' || element.type === 'radio') {
        state.checked = element.checked;
        if (element.indeterminate) state.indeterminate = true;
      }
      if (element.type === 'radio') state.option = element.value;
      if (role === 'combobox' || element.readOnly) state.shows = clean(element.value, 80);
      if (element.type === 'range') { state.value = element.value; state.min = element.min; state.max = element.max; }
    } else if (tag === 'SELECT') {
      state.options = [...element.options].slice(0, 60).map((o) => clean(o.text, 120));
      state.choice = element.selectedIndex;
      if (element.multiple) state.multiple = true;
    } else if (tag.includes('-')) {
      for (const key of ['checked', 'selected', 'on', 'indeterminate', 'loading', 'pressed']) {
        // The property may be a getter of the page's own.
        try { if (typeof element[key] === 'boolean') state['prop-' + key] = element[key]; } catch { continue; }
      }
    } else if (tag === 'DETAILS' || tag === 'DIALOG') {
      state.open = element.open;
    }
    try {
      if (element.matches(':disabled')) state.disabled = true;
      if (tag === 'DIALOG' && element.matches(':modal')) state.modal = true;
    } catch (e) { /* an old browser */ }
    if (tag.includes('-') && element.disabled === true) state.disabled = true;
    if (has(element, 'disabled') && tag.includes('-')) state.disabled = true;
    const described = has(element, 'aria-describedby') ? byIds(element, 'aria-describedby') : '';
    if (described) state.described = described;
    const hint = clean(attr(element, 'title'), 200);
    if (hint && how !== 'title') state.title = hint;
    if (Object.keys(state).length) node.s = state;
    const data = {};
    for (const key of STATE) {
      const value = attr(element, 'data-' + key);
      if (value !== null && value.length <= 24) data[key] = value;
    }
    for (const key of ['checked', 'selected', 'on', 'pressed']) {
      if (tag !== 'INPUT' && tag !== 'OPTION' && has(element, key)) data['attr-' + key] = attr(element, key) || 'true';
    }
    if (Object.keys(data).length) node.d = data;
    const classes = typeof element.className === 'string' ? element.className : attr(element, 'class');
    if (classes) node.cl = classes.slice(0, 300);
    return node;
  };

  // Of several dialogs the one that is hit at its middle lies in front.
  const inFront = (element, rect) => {
    let hit = document.elementFromPoint(rect.x + rect.width / 2, rect.y + rect.height / 2);
    for (; hit; hit = hit.parentNode || hit.host) if (hit === element) return true;
    return false;
  };

  // A piece of text between elements is a node of its own, so that words keep their order; its element is the one it is in.
  const piece = (text, element, parent, above) => {
    const words = clean(text.data);
    if (!words) return;
    const range = document.createRange();
    range.selectNodeContents(text);
    const node = { p: parent, t: '#text', o: words, b: place(range.getBoundingClientRect()) };
    if (above.hidden) node.h = 1;
    if (above.transparent) node.z = 1;
    if (above.pointer) node.c = 1;
    elements.push(element);
    nodes.push(node);
  };

  const within = (element) => {
    const closed = window[Symbol.for('optout.closed')];
    const root = shadowOf(element) || (closed && closed.get(element));
    if (root) return [true, [...nodesOf(root)]];
    const slot = tagOf(element) === 'SLOT' && element.assignedNodes ? element.assignedNodes() : [];
    return [false, slot.length ? slot : [...nodesOf(element)]];
  };

  const visit = (element, parent, above) => {
    const tag = tagOf(element);
    if (SKIP.has(tag) || elements.length > 60000) return;
    if ((tag === 'INPUT' && element.type === 'hidden') || tag === 'OPTION' || tag === 'OPTGROUP') return;
    const style = getComputedStyle(element);
    const none = style.display === 'none';
    const holds = none && (element.matches(FORM) || element.querySelector(FORM));
    if (none && !holds) return;
    const index = elements.length;
    elements.push(element);
    const node = describe(element, parent, style, above);
    nodes.push(node);
    if (/dialog/.test(node.r || tag.toLowerCase()) && !node.h && inFront(element, element.getBoundingClientRect())) node.f = 1;
    if (tag.toLowerCase() === 'svg' || tag === 'SELECT' || tag === 'TEXTAREA') return;
    const [shadow, all] = within(element);
    if (shadow) node.sh = 1;
    const closedDetails = tag === 'DETAILS' && !element.open;
    const inside = all.filter((n) => (n.nodeType === 1 && !SKIP.has(tagOf(n)) && (!closedDetails || tagOf(n) === 'SUMMARY'))
      || (n.nodeType === 3 && n.data.trim() && !closedDetails));
    if (inside.every((n) => n.nodeType === 3)) {
      const own = clean(inside.map((n) => n.data).join(' '));
      if (own) node.o = own;
      return;
    }
    const below = {
      hidden: above.hidden || none || style.visibility !== 'visible',
      transparent: above.transparent || style.opacity === '0',
      inert: above.inert || element.inert === true,
      pointer: style.cursor === 'pointer',
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
