// Elements of the page.

/** An element with attributes, listeners (`onclick`) and children; an attribute that is true stands alone, one that is false is left out. */
export function element(kind, attributes = {}, ...children) {
  const made = document.createElement(kind);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Radio buttons in a row: [[value, text]]. */
export function radios(name, legend, options, chosen, changed) {
  return element('fieldset', { class: 'choice' }, element('legend', {}, legend),
    ...options.map(([value, text]) => element('label', {}, element('input', { type: 'radio', name, value, checked: value === chosen, onchange: () => changed(value) }), text)));
}
