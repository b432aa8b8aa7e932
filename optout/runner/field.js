// From the words of a field to the field itself, and what may be known of it without reading what stands in it:
// `(element, asked) => ...` with asked.what one of `state`, `holds` (is asked.value in it?), `option` (its place).
(element, asked) => {
  const EDITABLE = 'input, textarea, select, [contenteditable=""], [contenteditable="true"], [role="textbox"]';
  const OTHER = ['checkbox', 'radio', 'button', 'submit', 'reset', 'image', 'file', 'hidden', 'range', 'color'];
  const isField = (one) => one.matches(EDITABLE) && !(one.tagName === 'INPUT' && OTHER.includes(one.type));
  const own = (outer) => [...outer.querySelectorAll(EDITABLE)].filter(isField);
  const find = () => {
    if (isField(element)) return element;
    const label = element.closest('label');
    if (label && label.control && isField(label.control)) return label.control;
    if (element.id) {
      const named = own(document).filter((one) => (one.getAttribute('aria-labelledby') || '').split(' ').includes(element.id));
      if (named.length === 1) return named[0];
    }
    for (let outer = element, level = 0; outer && level < 5 && outer !== document.body; outer = outer.parentElement, level++) {
      const inside = own(outer);
      if (inside.length) return inside.length === 1 ? inside[0] : null;
    }
    return null;
  };
  const field = find();
  if (asked.what === 'find') return field;
  if (!field) return null;
  const plain = (text) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  const holds = 'value' in field ? field.value : field.innerText;
  if (asked.what === 'holds') return plain(holds) === plain(asked.value);
  if (asked.what === 'option') {
    const wanted = asked.words.map(plain);
    return [...(field.options || [])].findIndex((one) => wanted.includes(plain(one.label)) || wanted.includes(plain(one.value)));
  }
  const placeholder = field.tagName === 'SELECT' && (!field.value || (field.selectedIndex === 0 && !field.options[0].defaultSelected));
  return {
    kind: field.tagName === 'SELECT' ? 'select' : field.type === 'password' ? 'password' : 'text',
    empty: placeholder || !plain(holds),
    open: !field.disabled && !field.readOnly && field.getAttribute('aria-disabled') !== 'true',
    busy: field === field.getRootNode().activeElement,
  };
}
