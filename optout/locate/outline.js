// One pass over a frame: what is there, in composed-tree order, with words, states, places and machine names.
// Returns {data, elements}: data is plain JSON, elements[i] is the element of data.nodes[i]. Changes nothing.
() => {
  const FORM = 'input[type=checkbox],input[type=radio],select';
  const STATE = ['state', 'checked', 'selected', 'active', 'on', 'enabled', 'value', 'status', 'headlessui-state'];
  const elements = [];
  const nodes = [];
  const { SKIP, clean, byIds, nameOf } = WORDS;

  const describe = (element, parent, style, hiddenAbove) => {
    const rect = element.getBoundingClientRect();
    const node = { p: parent, t: element.tagName.toLowerCase() };
    const role = (element.getAttribute('role') || '').trim().split(/\s+/)[0];
    if (role) node.r = role.toLowerCase();
    const [name, how] = nameOf(element);
    if (name) { node.n = name; node.nh = how; }
    let own = '';
    for (const child of element.childNodes) if (child.nodeType === 3) own += child.data + ' ';
    own = clean(own);
    if (own && !['OPTION', 'TEXTAREA'].includes(element.tagName)) node.o = own;
    node.b = [rect.x, rect.y, rect.width, rect.height].map((v) => Math.round(v * 10) / 10);
    const shown = !hiddenAbove && style.visibility === 'visible' && style.display !== 'none';
    if (!shown) node.h = 1;
    if (style.opacity === '0') node.z = 1;
    if (style.cursor === 'pointer') node.c = 1;
    if (style.pointerEvents === 'none') node.pe = 1;
    if (element.onclick || element.hasAttribute('onclick') || element.hasAttribute('tabindex')) node.k = 1;
    if (element.getAttribute('aria-hidden') === 'true') node.ah = 1;
    if (element.inert) node.in = 1;
    const marks = {};
    for (const [key, attribute] of [['id', 'id'], ['name', 'name'], ['for', 'for'], ['labelledby', 'aria-labelledby']]) {
      const value = element.getAttribute(attribute);
      if (value) marks[key] = value;
    }
    const testid = element.getAttribute('data-testid') || element.getAttribute('data-test-id')
      || element.getAttribute('data-test') || element.getAttribute('data-cy') || element.getAttribute('data-qa');
    if (testid) marks.testid = testid;
    if (element.tagName === 'A' && element.hasAttribute('href')) {
      marks.href = element.getAttribute('href');
      marks.url = element.href;
    }
    if (Object.keys(marks).length) node.m = marks;
    const state = {};
    for (const attribute of ['checked', 'pressed', 'selected', 'expanded', 'disabled', 'busy', 'readonly', 'haspopup',
      'current', 'modal', 'valuenow', 'valuemin', 'valuemax', 'valuetext', 'invalid', 'level', 'roledescription']) {
      const value = element.getAttribute('aria-' + attribute);
      if (value !== null) state['aria-' + attribute] = value;
    }
    const tag = element.tagName;
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
        try { if (typeof element[key] === 'boolean') state['prop-' + key] = element[key]; } catch (e) { /* a getter of the page */ }
      }
    } else if (tag === 'DETAILS' || tag === 'DIALOG') {
      state.open = element.open;
    }
    try {
      if (element.matches(':disabled')) state.disabled = true;
      if (tag === 'DIALOG' && element.matches(':modal')) state.modal = true;
    } catch (e) { /* an old browser */ }
    if (tag.includes('-') && element.disabled === true) state.disabled = true;
    if (element.hasAttribute('disabled') && tag.includes('-')) state.disabled = true;
    const described = element.hasAttribute('aria-describedby') ? byIds(element, 'aria-describedby') : '';
    if (described) state.described = described;
    const hint = clean(element.getAttribute('title'), 200);
    if (hint && how !== 'title') state.title = hint;
    if (Object.keys(state).length) node.s = state;
    const data = {};
    for (const key of STATE) {
      const value = element.getAttribute('data-' + key);
      if (value !== null && value.length <= 24) data[key] = value;
    }
    for (const key of ['checked', 'selected', 'on', 'pressed', 'active']) {
      if (tag !== 'INPUT' && tag !== 'OPTION' && element.hasAttribute(key)) data['attr-' + key] = element.getAttribute(key) || 'true';
    }
    if (Object.keys(data).length) node.d = data;
    const classes = typeof element.className === 'string' ? element.className : element.getAttribute('class');
    if (classes) node.cl = classes.slice(0, 300);
    return node;
  };

  const visit = (element, parent, hiddenAbove) => {
    if (SKIP.has(element.tagName) || elements.length > 60000) return;
    if (element.tagName === 'INPUT' && element.type === 'hidden') return;
    const style = getComputedStyle(element);
    const none = style.display === 'none';
    const holds = none && (element.matches(FORM) || element.querySelector(FORM));
    if (none && !holds) return;
    if (element.tagName === 'OPTION' || element.tagName === 'OPTGROUP') return;
    const index = elements.length;
    elements.push(element);
    nodes.push(describe(element, parent, style, hiddenAbove || none));
    if (element.tagName.toLowerCase() === 'svg' || element.tagName === 'SELECT') return;
    const closed = window[Symbol.for('optout.closed')];
    const root = element.shadowRoot || (closed && closed.get(element));
    if (root) nodes[index].sh = 1;
    if (element.tagName === 'DETAILS' && !element.open) {
      const summary = element.querySelector(':scope > summary');
      if (summary) visit(summary, index, hiddenAbove || none);
      return;
    }
    const children = root ? root.children
      : element.tagName === 'SLOT' && element.assignedElements && element.assignedNodes().length
        ? element.assignedElements() : element.children;
    if (element.tagName === 'SLOT' && element.assignedNodes) {
      let own = '';
      for (const node of element.assignedNodes()) if (node.nodeType === 3) own += node.data + ' ';
      own = clean(own);
      if (own) nodes[index].o = own;
    }
    if (root) {
      let own = '';
      for (const node of root.childNodes) if (node.nodeType === 3) own += node.data + ' ';
      nodes[index].o = clean(own) || undefined;
    }
    for (const child of children) visit(child, index, hiddenAbove || none);
  };

  if (document.body) visit(document.body, -1, false);
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
