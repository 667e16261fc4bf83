/** Not in the raw text itself, where no bundle could write them in ASCII. */
const ARROW = '→';
const INSIDE = '›';

/** The script of the page. It writes data as text alone, never as markup, and makes what a row holds when it is opened. */
export const HTML_SCRIPT = String.raw`
'use strict';
(() => {
  const PAGE = 200;
  const RISKS = ['critical', 'high', 'medium', 'low', 'none'];
  const data = JSON.parse(document.getElementById('data').textContent);
  const byId = (id) => document.getElementById(id);
  const list = byId('rows');
  const search = byId('search');
  const environment = byId('environment');
  const more = byId('more');
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const pairsOf = (row) => (row.in === 'all' ? data.pairs : row.in.map((index) => data.pairs[index]));
  const pairName = ([name, system]) => [name, system].filter((part) => part !== '').join(' / ');
  for (const row of data.rows) {
    row.environments = new Set(pairsOf(row).map(([name]) => name));
    row.text = undefined;
  }
  const textOf = (row) => {
    if (row.text === undefined) {
      const { text: _text, environments: _environments, ...rest } = row;
      row.text = (JSON.stringify(rest) + ' ' + row.kind + ' ' + row.name + ' ' + pairsOf(row).map(pairName).join(' ')).toLowerCase();
    }
    return row.text;
  };

  for (const name of [...new Set(data.pairs.map(([each]) => each))]) {
    if (name === '') continue;
    const option = make('option', '', name);
    option.value = name;
    environment.append(option);
  }
  const boxes = new Map();
  for (const risk of RISKS.filter((each) => data.rows.some((row) => (row.risks || [row.risk]).includes(each)))) {
    const label = make('label');
    const box = make('input');
    box.type = 'checkbox';
    box.checked = true;
    box.value = risk;
    box.addEventListener('change', show);
    label.append(box, ' ', make('span', 'risk ' + risk, risk));
    byId('risks').append(label);
    boxes.set(risk, box);
  }

  let shown = [];
  let count = 0;
  function show() {
    const words = search.value.toLowerCase().split(/\s+/).filter((word) => word !== '');
    shown = data.rows.filter((row) => (row.risks || [row.risk]).some((risk) => boxes.has(risk) && boxes.get(risk).checked) && (environment.value === '' || row.environments.has(environment.value)) && words.every((word) => textOf(row).includes(word)));
    list.replaceChildren();
    count = 0;
    showMore(PAGE);
  }
  function showMore(number) {
    const part = document.createDocumentFragment();
    for (const row of shown.slice(count, count + number)) part.append(rowElement(row));
    count = Math.min(shown.length, count + number);
    list.append(part);
    more.hidden = count === shown.length;
    byId('count').textContent = shown.length === data.rows.length ? data.rows.length + (data.rows.length === 1 ? ' row' : ' rows') : shown.length + ' of ' + data.rows.length + ' rows';
    if (!more.hidden) byId('count').textContent += ', the first ' + count + ' are shown';
  }

  function rowElement(row) {
    const details = make('details', 'row');
    const summary = make('summary');
    const [change] = row.changes;
    const what = row.changes.length === 0 ? '' : change.label || change.path;
    const rest = row.changes.length - 1 + (row.left || 0);
    summary.append(
      make('span', 'risk ' + row.risk, row.risk),
      make('span', 'word', row.sign + ' ' + row.word),
      make('span', 'object', row.kind + ' ' + row.name),
      make('span', 'what mono', what + (rest > 0 ? ' and ' + rest + ' more' : '')),
      make('span', 'where', row.scope),
    );
    details.append(summary);
    details.addEventListener('toggle', () => fill(details, row));
    return details;
  }
  function fill(details, row) {
    if (!details.open || details.childElementCount > 1) return;
    const body = make('div', 'body');
    if (row.impacts.length > 0) {
      const impacts = make('ul');
      for (const impact of row.impacts) {
        const item = make('li');
        item.append(make('span', 'risk ' + impact.risk, impact.risk), ' ', make('strong', '', impact.word), impact.why.length > 0 ? ': ' + impact.why.join('; ') : '', impact.more > 0 ? '; and ' + impact.more + ' more' : '');
        if (impact.source !== '') {
          const link = make('a', '', 'why');
          link.href = impact.source;
          link.rel = 'noreferrer noopener';
          link.setAttribute('aria-label', 'why: documentation of ' + impact.word);
          item.append(' (', link, ')');
        }
        if (impact.out) {
          item.append(make('br'), make('strong', '', 'way out'), ': ' + impact.out);
        }
        impacts.append(item);
      }
      body.append(make('h3', '', 'What it does'), impacts);
    }
    if (row.changes.length > 0) {
      body.append(make('h3', '', 'Before and after'));
      const table = make('div', 'sides2');
      for (const change of row.changes) addChange(table, change, '');
      body.append(table);
      if (row.left) body.append(make('p', 'faint', 'and ' + row.left + ' more changes'));
    }
    if (row.made) body.append(make('p', 'faint', 'made at ' + row.made));
    if (row.alike) {
      body.append(make('h3', '', 'All ' + row.alikeOf));
      const alike = make('ul');
      for (const one of row.alike.slice(0, 1000)) alike.append(make('li', 'mono', pairName(data.pairs[one.in]) + '  ' + one.name + (one.values.length > 0 ? '  ' + one.values.map((pair) => pair.join(' ${ARROW} ')).join(', ') : '')));
      if (row.alikeOf > 1000) alike.append(make('li', 'faint', 'and ' + (row.alikeOf - Math.min(1000, row.alike.length)) + ' more'));
      body.append(alike);
    } else if (pairsOf(row).length > 1) {
      const pairs = pairsOf(row);
      const names = pairs.slice(0, 1000).map(pairName).join(', ') + (pairs.length > 1000 ? ' and ' + (pairs.length - 1000) + ' more' : '');
      body.append(make('h3', '', 'Where'), make('p', 'mono', names));
    }
    if (row.view) addView(body, row.view);
    details.append(body);
  }
  function addChange(table, change, prefix) {
    const head = make('div', 'full mono', prefix + change.path + (change.word ? ': ' + change.word : ''));
    if (change.from) head.append(' ', make('span', 'faint', 'from ' + change.from));
    if (change.also) head.append(make('div', 'faint', 'and alike ' + change.also.join(', ')));
    table.append(head);
    if (change.inside) {
      for (const part of change.inside) addChange(table, part, '  ${INSIDE} ');
    } else if (change.lines) {
      for (const [before, after, removed, added] of change.lines) {
        table.append(make('div', 'full faint', 'line ' + before + ' ${ARROW} ' + after));
        for (let index = 0; index < Math.max(removed.length, added.length); index++) addSides(table, removed[index], added[index]);
      }
    } else if (change.before !== undefined || change.after !== undefined) addSides(table, change.before, change.after);
  }
  function addSides(table, before, after) {
    table.append(make('pre', before === undefined ? '' : 'gone', before === undefined ? '' : before), make('pre', after === undefined ? '' : 'came', after === undefined ? '' : after));
  }
  function addView(body, view) {
    const whole = make('details');
    whole.append(make('summary', '', 'Side by side, as YAML'));
    whole.addEventListener('toggle', () => {
      if (!whole.open || whole.childElementCount > 1) return;
      const table = make('div', 'sides2');
      for (const run of view) {
        table.append(make('div', 'full faint', 'line ' + run.before + ' ${ARROW} ' + run.after));
        for (const [before, after, differs] of run.lines) {
          table.append(make('pre', before === null ? '' : differs ? 'gone' : 'same', before === null ? '' : before), make('pre', after === null ? '' : differs ? 'came' : 'same', after === null ? '' : after));
        }
      }
      whole.append(table);
    });
    body.append(whole);
  }

  const rows = () => [...list.querySelectorAll('details.row')];
  const setAll = (open) => {
    for (const row of rows()) row.open = open;
  };
  const step = (by) => {
    const all = rows();
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[Math.min(all.length - 1, Math.max(0, at === -1 ? 0 : at + by))];
    if (next !== undefined) next.querySelector('summary').focus();
  };
  search.addEventListener('input', show);
  environment.addEventListener('change', show);
  more.addEventListener('click', () => showMore(PAGE));
  byId('expand').addEventListener('click', () => setAll(true));
  byId('collapse').addEventListener('click', () => setAll(false));
  for (const cell of document.querySelectorAll('button.cell')) {
    cell.addEventListener('click', () => {
      environment.value = cell.dataset.environment;
      for (const [risk, box] of boxes) box.checked = risk === cell.dataset.risk;
      show();
      byId('changes').scrollIntoView();
      const [first] = rows();
      if (first !== undefined) first.querySelector('summary').focus();
    });
  }
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target;
    const isTyping = target instanceof HTMLInputElement && target.type === 'search';
    if (isTyping) {
      if (event.key === 'Escape') {
        search.value = '';
        show();
      }
      return;
    }
    if (target instanceof HTMLSelectElement) return;
    const act = { '/': () => search.focus(), j: () => step(1), k: () => step(-1), e: () => setAll(true), c: () => setAll(false) }[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  addEventListener('beforeprint', () => {
    showMore(Math.max(0, Math.min(shown.length, 2000) - count));
    setAll(true);
    for (const row of rows()) for (const details of [row]) details.dispatchEvent(new Event('toggle'));
  });
  show();
})();
`;
