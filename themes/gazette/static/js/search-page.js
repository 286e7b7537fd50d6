/*
 * The search page: form, results, filters, all of it in the address. What it says and how it looks stands in
 * search.html; texts enter the page by textContent alone.
 */

const frame = document.getElementById('search');
const results = document.getElementById('results');
const one = (id) => document.getElementById('search-' + id);
const [form, field, options, status, filters, pager] = ['form', 'q', 'options', 'status', 'filters', 'pages'].map(one);
const selects = Array.from(filters.querySelectorAll('select'));
// Where the pages of the site and its files are, with a slash at the end.
let { root, files, manifest: carried } = frame.dataset;
const { title } = document;
let turn = 0;
let shown;
if (carried) kept.set(MANIFEST, JSON.parse(carried));

/* What the page says by a name, its places filled. */
const say = (name, values) => status.dataset[name].replace(/{(\w+)}/g, (_, key) => values[key]);

const make = (name, properties) => Object.assign(document.createElement(name), properties);

/* What an element holds: nodes and texts; without any it hides. */
const fill = (element, nodes) => {
  element.textContent = '';
  element.append(...nodes);
  element.hidden = !nodes.length;
};

/* A copy of a template with these texts or nodes in its slots, in order. */
const copy = (id, contents) => {
  const item = one(id).content.firstElementChild.cloneNode(true);
  item.querySelectorAll('[data-slot]').forEach((slot, at) => fill(slot, [].concat(contents[at])));
  return item;
};

const asked = () => new URLSearchParams(location.search);

/* The page's address, or one of these parameters, with some of them changed; "" takes one away. */
const address = (changes, params = asked()) => {
  Object.keys(changes).forEach((name) => (changes[name] ? params.set(name, changes[name]) : params.delete(name)));
  return '?' + params;
};

const go = (to) => {
  history.pushState(null, '', to);
  render();
};

/* The address of a new question: nothing of the old one stays. */
const question = (term, kind) => address({ [FILTERS[kind] || 'q']: term }, new URLSearchParams());

const ask = (term, kind) => {
  close();
  field.value = FILTERS[kind] ? '' : term;
  go(question(term, kind));
};

const marked = (parts) => parts.map(([piece, hit]) => (hit ? make('mark', { textContent: piece }) : piece));

const result = (own, words) => {
  const { parts, printed } = excerpt(own, words, 96);
  // Where a block ends: headings have no stop of their own.
  parts.forEach((piece) => (piece[0] = piece[0].replace(/\n/g, ' / ')));
  const heading = pieces(own.title, hitRanges(own.title, words, own.simple), 0, own.title.length);
  const item = copy('result', [marked(heading), own.departments.join('、'), own.date, own.column, marked(parts)]);
  item.querySelector('a').href = root + own.url + (printed.length ? '#hit=' + encodeURIComponent(printed.join('\n')) +
    ':~:text=' + encodeURIComponent(printed[0]).replace(/-/g, '%2D') : '');
  return item;
};

const showPages = (page, pages) => {
  const [before, place, after] = pager.children;
  pager.hidden = pages < 2;
  before.hidden = page < 2;
  after.hidden = page >= pages;
  before.href = address({ page: page > 2 && page - 1 });
  after.href = address({ page: page + 1 });
  place.textContent = say('page', { page, pages });
};

/* Numbers of the bulletins that pass the filters, and the counts of each filter with the others applied. */
const filter = async (ids, params) => {
  if (NARROWED_BY.some((kind) => params.get(kind))) filters.open = true;
  if (!filters.open) return ids;
  const facets = await part('facets');
  for (const select of selects) {
    const kind = select.name;
    if (kind !== 'sort') {
      select.length = 1;
      facetRows(facets, ids, params, kind).forEach(([value, count]) =>
        select.append(make('option', { value, lang: 'zh-CN', text: value + '（' + count + '）' })));
    }
    select.value = params.get(kind) || '';
    if (!select.value) select.selectedIndex = 0;
  }
  return passing(facets, ids, params);
};

const failed = () => {
  status.textContent = say('failed');
  status.append(make('button', { textContent: say('again'), onclick: render }));
  results.removeAttribute('aria-busy');
};

const figure = async ([, id, at, printed, label]) => {
  const { url, title, date, departments, text } = await record(id);
  const own = label.length >= 0 ? label : text.substr(places(text, printed)[at] - label, label);
  const item = copy('figure', [own, printed, [departments.join('、'), date, title].join(' · ')]);
  item.querySelector('a').href = root + url + '#hit=' + encodeURIComponent(printed) + '&at=' + at;
  return item;
};

/* What stands above the results, or in their place: a day, figures, advice. */
const help = async (query, { ids, numbers }, params, current) => {
  const day = await dated(query);
  const figures = await Promise.all(numbers.slice(0, 5).map(figure));
  const advices = ids.length ? [] : await advice(query);
  if (!current()) return;
  fill(one('day'), day ? [make('a', { href: root + day[0], textContent: say('day', { day: day[1], count: day[2] }) })] : []);
  if (numbers.length > 5) figures.push(make('li', { textContent: say('more', { count: numbers.length }) }));
  fill(one('figures-list'), figures);
  one('figures').hidden = !figures.length;
  one('help').hidden = ids.length > 0;
  advices.forEach((rows, at) => {
    const group = one('help').children[at];
    group.hidden = !rows.length;
    fill(group.lastElementChild, rows.map(([term, kind]) =>
      make('a', { href: question(term, kind), lang: 'zh-CN', textContent: term })));
  });
};

const answer = async (query, params) => {
  const mine = ++turn;
  const current = () => mine === turn;
  try {
    await open(files + 'search/');
    const found = query.trim() ? await find(query, params.get('sort')) : everything();
    if (!current()) return;
    shown = found.ids;
    const ids = await filter(shown, params);
    const pages = Math.ceil(ids.length / PAGE);
    const page = Math.max(Math.min(params.get('page') | 0, pages), 1);
    const records = await Promise.all(ids.slice((page - 1) * PAGE, page * PAGE).map(record));
    if (!current()) return;
    results.append(...records.map((own) => result(own, found.words)));
    filters.hidden = !shown.length;
    showPages(page, pages);
    status.textContent = ids.length ? say('found', { count: ids.length }) + (found.byValue ? say('equal') : '') +
      (found.simplified ? say('simple', { words: found.words.join(' ') }) : '') : say('none');
    results.dataset.total = ids.length;
    results.removeAttribute('aria-busy');
    await help(query, found, params, current);
  } catch (error) {
    if (!current()) return;
    // What the page carries may be older than the index: once more with what stands there now.
    if (carried) {
      carried = '';
      render();
    } else failed();
  }
};

const render = () => {
  const params = asked();
  const query = params.get('q') || '';
  if (document.activeElement !== field || !field.value) field.value = query;
  results.textContent = status.textContent = '';
  ['filters', 'pages', 'day', 'figures', 'help'].forEach((id) => (one(id).hidden = true));
  if (!query.trim() && !NARROWED_BY.some((kind) => params.get(kind))) return turn++;
  document.title = (query || say('filtered')) + ' - ' + title;
  results.setAttribute('aria-busy', true);
  status.textContent = say('busy');
  answer(query, params);
};

/*
 * The combobox of the ARIA practices: a list that follows typing; arrows choose, Enter takes, Escape closes.
 */
let typing = 0;
let chosen = -1;
let offered = [];

const offer = (rows) => {
  typing++;
  chosen = -1;
  offered = rows;
  fill(options, rows.map(([term, kind], at) => {
    const option = copy('option', [term, say('kind' + kind)]);
    option.id = 'search-option-' + at;
    return option;
  }));
  field.setAttribute('aria-expanded', rows.length > 0);
  field.removeAttribute('aria-activedescendant');
};

const close = () => offer([]);

const choose = (number) => {
  chosen = (number + offered.length) % offered.length;
  Array.from(options.children).forEach((option, at) => option.setAttribute('aria-selected', at === chosen));
  const option = options.children[chosen];
  field.setAttribute('aria-activedescendant', option.id);
  option.scrollIntoView({ block: 'nearest' });
};

const take = (number) => offered[number] && ask(...offered[number]);

const suggest = async () => {
  const mine = ++typing;
  const found = new Map();
  try {
    await open(files + 'search/');
    await startingWith(field.value, found, () => true);
  } catch (error) {
    // A failed suggestion is no failed search: there is simply none.
  }
  if (mine === typing) offer(best(found));
};

const keyed = (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (options.hidden || event.isComposing) return;
  if (step) choose(Math.max(chosen, step < 0 ? 0 : -1) + step);
  else if (event.key === 'Escape') close();
  else if (event.key === 'Enter' && chosen >= 0) take(chosen);
  else return;
  event.preventDefault();
};

/* Links to other questions, pages, and filters change this page. */
const followed = (event) => {
  const link = event.target.closest('a[href^="?"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.href);
  status.scrollIntoView();
};

const changed = () => {
  const changes = { page: '' };
  selects.forEach((select) => (changes[select.name] = select.value));
  go(address(changes));
};

const onFile = location.protocol === 'file:';
form.onsubmit = () => {
  if (!onFile) ask(field.value.trim());
  return false;
};
if (onFile) status.textContent = say('file');
else {
  frame.onclick = followed;
  filters.onchange = changed;
  filters.ontoggle = () => shown && filter(shown, asked()).catch(failed);
  window.onpopstate = () => {
    field.value = asked().get('q') || '';
    render();
  };
  field.oninput = suggest;
  field.onblur = close;
  field.onkeydown = keyed;
  options.onmousedown = () => false;
  options.onclick = (event) => take(Array.from(options.children).indexOf(event.target.closest('li')));
  render();
}
