/* The search page: form, results, filters, all of it in the address. Texts enter the page by textContent alone. */
(function () {
  'use strict';
  const search = self.gongbaoSearch;
  const frame = document.getElementById('search');
  if (!frame) return;
  const PAGE = 10;
  const FILTERS = ['department', 'year', 'column', 'topic'];
  const one = (id) => document.getElementById(id);
  const [form, field, status, results] = ['search-form', 'search-q', 'search-status', 'results'].map(one);
  const pager = one('search-pages');
  const filters = one('search-filters');
  const base = new URL(frame.dataset.root, location.href).href;
  const index = new search.Index(new URL(frame.dataset.files || frame.dataset.root, location.href).href + 'search/');
  const title = document.title;
  let turn = 0;
  let shown = null;
  let closeOptions = () => {};

  const own = document.currentScript.src;
  let helping = null;

  function make(name, attributes, text) {
    const element = document.createElement(name);
    Object.keys(attributes).forEach((key) => element.setAttribute(key, attributes[key]));
    if (text !== undefined) element.textContent = text;
    return element;
  }

  search.make = make;

  /* The script of suggestions and advice, fetched when first needed: most first answers do without. */
  function helper() {
    helping = helping || new Promise(function (resolve, reject) {
      const script = make('script', { src: own.replace('search.js', 'search-help.js') });
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
    helping.catch(() => (helping = null));
    return helping;
  }

  function clearHelp() {
    one('search-help').hidden = one('search-figures').hidden = true;
    one('search-help').textContent = one('search-figures-list').textContent = '';
  }

  function parts(parent, pieces) {
    pieces.forEach((piece) => parent.append(piece[1] ? make('mark', {}, piece[0]) : piece[0]));
    return parent;
  }

  /* Where a block ends: headings have no stop of their own. */
  const oneLine = (piece) => [piece[0].replace(/\n/g, ' / '), piece[1]];

  /* The page's address with some parameters changed; "" takes one away. */
  function address(changes) {
    const params = new URLSearchParams(location.search);
    Object.keys(changes).forEach(function (name) {
      if (changes[name]) params.set(name, changes[name]);
      else params.delete(name);
    });
    const query = params.toString();
    return location.pathname + (query ? '?' + query : '');
  }

  function go(changes) {
    history.pushState(null, '', address(changes));
    render();
  }

  /* A new question: nothing of the old one stays. */
  function ask(changes) {
    field.value = changes.q || '';
    go(Object.assign({ q: '', page: '', department: '', year: '', column: '', topic: '' }, changes));
  }

  function result(record, words) {
    const found = search.excerpt(record, words, 96);
    const target = found.hits ? '#hit=' + encodeURIComponent(found.printed.join('\n')) + ':~:text=' +
      encodeURIComponent(found.printed[0]).replace(/-/g, '%2D') : '';
    const item = make('article', { class: 'search-result', lang: 'zh-CN' });
    const link = make('a', { class: 'result', href: base + record.url + target });
    const facts = make('p', { class: 'search-result__facts' });
    facts.append(make('span', {}, record.departments.join('、')), make('time', { datetime: record.date }, record.date),
      make('span', {}, record.column));
    const heading = make('h2', {});
    heading.append(parts(link, search.titleParts(record, words)));
    item.append(heading, facts, parts(make('p', { class: 'search-result__excerpt' }), found.parts.map(oneLine)));
    return item;
  }

  function showPages(page, pages) {
    pager.textContent = '';
    pager.hidden = pages < 2;
    const link = (number, text, rel) =>
      make('a', { href: address({ page: number > 1 ? String(number) : '' }), rel, 'data-go': number }, text);
    if (page > 1) pager.append(link(page - 1, '上一页', 'prev'));
    pager.append(make('span', {}, '第{page}页，共{pages}页'.replace('{page}', page).replace('{pages}', pages)));
    if (page < pages) pager.append(link(page + 1, '下一页', 'next'));
  }

  /* Numbers of the bulletins that pass the filters, and the counts of each filter with the others applied. */
  async function filter(ids, params) {
    const active = FILTERS.filter((name) => params.get(name));
    if (active.length) filters.open = true;
    if (!filters.open) return ids;
    await helper();
    return search.filter(index, ids, params, FILTERS);
  }

  function failed() {
    status.textContent = '有一部分检索数据没有读到，请检查网络。';
    const again = make('button', { type: 'button' }, '再试一次');
    again.addEventListener('click', render);
    status.append(again);
    results.removeAttribute('aria-busy');
  }

  function say(count, found) {
    status.textContent = count
      ? '找到{count}篇公报'.replace('{count}', count) + (found.byValue ? '（原文没有这个写法，以下公报的数字与它相等）' : '') + (found.simplified ? '（已按简体“{words}”检索）'.replace('{words}', () => found.words.join(' ')) : '')
      : '没有找到含有这些词句的公报。';
    results.dataset.total = String(count);
  }

  async function answer(query, params, mine) {
    await index.open();
    const found = query.trim() ? await search.find(index, query, params.get('sort')) : search.everything(index);
    const ids = await filter(found.ids, params);
    const page = Math.min(Math.max(parseInt(params.get('page'), 10) || 1, 1), Math.ceil(ids.length / PAGE) || 1);
    const records = await Promise.all(ids.slice((page - 1) * PAGE, page * PAGE).map((id) => index.record(id)));
    if (mine !== turn) return;
    shown = { query, ids: found.ids };
    results.textContent = '';
    records.forEach((record) => results.append(result(record, found.words)));
    filters.hidden = !found.ids.length;
    showPages(page, Math.ceil(ids.length / PAGE));
    say(ids.length, found);
    results.removeAttribute('aria-busy');
    if (!found.numbers.length && found.ids.length) return;
    await helper();
    await search.help(index, query, found, base, () => mine === turn);
  }

  function render() {
    const params = new URLSearchParams(location.search);
    const query = params.get('q') || '';
    const mine = ++turn;
    if (document.activeElement !== field || !field.value) field.value = query;
    if (!query.trim() && !FILTERS.some((name) => params.get(name))) {
      results.textContent = status.textContent = pager.textContent = '';
      filters.hidden = true;
      clearHelp();
      return;
    }
    document.title = (query || '筛选') + ' - ' + title;
    results.setAttribute('aria-busy', 'true');
    status.textContent = '正在检索…';
    clearHelp();
    answer(query, params, mine).catch(function () {
      if (mine === turn) failed();
    });
  }

  function changed() {
    const changes = { page: '', sort: one('filter-sort').value };
    FILTERS.forEach((name) => (changes[name] = one('filter-' + name).value));
    go(changes);
  }

  function start() {
    if (location.protocol === 'file:') {
      status.textContent = '检索不能在直接打开的文件里运行：浏览器不让它读取旁边的索引。请经网页服务器打开本站，例如 make preview。';
      form.addEventListener('submit', (event) => event.preventDefault());
      return;
    }
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      closeOptions();
      ask({ q: field.value.trim() });
    });
    pager.addEventListener('click', function (event) {
      const number = event.target.dataset.go;
      if (!number || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go({ page: number > 1 ? number : '' });
      status.scrollIntoView();
    });
    filters.addEventListener('change', changed);
    filters.addEventListener('toggle', function () {
      if (filters.open && shown) filter(shown.ids, new URLSearchParams(location.search)).catch(failed);
    });
    window.addEventListener('popstate', function () {
      field.value = new URLSearchParams(location.search).get('q') || '';
      render();
    });
    field.addEventListener('focus', function () {
      helper().then(function () {
        closeOptions = search.suggest(index, field, one('search-options'), (term, kind) => ask({ [kind]: term }));
      }, () => {});
    }, { once: true });
    render();
  }

  start();
})();
