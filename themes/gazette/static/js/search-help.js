/*
 * What helps around results: suggestions while typing, figures by value, and what to try when nothing is
 * found, filters. search-page.js loads it when it is first needed.
 */
(function () {
  'use strict';
  const search = self.gongbaoSearch;
  const one = (id) => document.getElementById(id);
  const KINDS = ['部门', '主题', '统计项目', '词语', '公报'];
  // The name of a department or topic need not stand in its bulletins: such a term is no query but a filter.
  const FILTERS = ['department', 'topic'];
  const SLIP = '\x02';
  const MOST = 8;
  const LONGEST = 24;

  const make = search.make;

  /* Terms of the suggestion index behind a key, or behind all keys that start with it: Map of term → kind. */
  async function terms(index, key, whole, found) {
    const [firsts, names] = await index.part('suggestions');
    const first = Math.max(search.lastNotAbove(firsts, key), 0);
    for (let shard = first; shard < Math.min(first + 2, firsts.length); shard++) {
      if (shard > first && !firsts[shard].startsWith(key)) break;
      const rows = await index.json('s', names[shard]);
      for (let at = 0; at < rows.length; at += 3) {
        if (whole ? rows[at] === key : rows[at].startsWith(key)) found.set(rows[at + 2], rows[at + 1]);
      }
    }
    return found;
  }

  function best(found) {
    return Array.from(found).sort((a, b) => a[1] - b[1] || a[0].length - b[0].length).slice(0, MOST);
  }

  const key = (text) => search.fold(text).replace(/^([a-z' ]+)$/, (letters) => letters.replace(/[' ]/g, ''));

  /* Terms that start with what was typed: by spelling, pinyin or initials. */
  async function startingWith(index, typed) {
    const wanted = key(typed);
    return wanted ? best(await terms(index, wanted.slice(0, 10), false, new Map())) : [];
  }

  /* Terms that differ from the query in one character: another one, one too many, one too few. */
  async function slips(index, query) {
    const word = search.fold(query);
    const found = new Map();
    if (word.length < 3 || word.length > 13) return [];
    const shorter = Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));
    for (const rest of shorter) {
      await terms(index, SLIP + rest, true, found);
      await terms(index, rest, true, found);
    }
    await terms(index, SLIP + word, true, found);
    return best(found);
  }

  /* What stands in a text where the word would stand with one of its characters changed. */
  function nearMisses(text, word) {
    // In longer words one slip is too little to tell.
    if (word.length < 3 || word.length > LONGEST || /[\ud800-\udfff]/.test(word)) return [];
    const safe = (part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    const changed = Array.from(word, (_, at) => safe(word.slice(0, at)) + '[^ ]' + safe(word.slice(at + 1)));
    return text.match(new RegExp(changed.join('|'), 'g')) || [];
  }

  /* A word as two words that stand together in some bulletin, where it stands nowhere itself; "" when there are none. */
  async function apart(index, word, head, tail) {
    for (let at = Math.min(head, word.length - 2); at >= Math.max(word.length - tail, 2); at--) {
      const both = word.slice(0, at) + ' ' + word.slice(at);
      if ((await search.find(index, both)).ids.length) return both;
    }
    return '';
  }

  /* The longest beginnings and ends of the words that stand somewhere, and what stands beside them instead. */
  async function standing(index, words) {
    const parts = new Set();
    const near = new Map();
    for (const word of words.slice(0, 3)) {
      const lengths = [];
      for (const cut of [(end) => word.slice(0, end), (end) => word.slice(-end)]) {
        for (let end = Math.min(word.length, 12); end > 1; end--) {
          const ids = (await search.find(index, '"' + cut(end) + '"')).ids;
          if (!ids.length) continue;
          parts.add(cut(end));
          lengths.push(end);
          const records = await Promise.all(ids.slice(0, 10).map((id) => index.record(id)));
          records.forEach(function (record) {
            const text = search.fold(record.title + '\n' + record.text, record.simple);
            nearMisses(text, word).forEach((found) => near.set(found, KINDS.length));
          });
          break;
        }
      }
      const both = lengths.length > 1 ? await apart(index, word, lengths[0], lengths[1]) : '';
      if (both) parts.add(both);
    }
    return { parts: Array.from(parts, (part) => [part]), near: Array.from(near) };
  }

  function termLink(row) {
    return make('a', { href: '?' + (FILTERS[row[1]] || 'q') + '=' + encodeURIComponent(row[0]), lang: 'zh-CN' }, row[0]);
  }

  async function emptyState(index, query, words, base, current) {
    const found = await standing(index, words);
    const near = new Map(found.near.concat(await slips(index, query), await startingWith(index, query)));
    if (!current()) return;
    const frame = one('search-help');
    frame.hidden = false;
    const group = function (title, rows) {
      if (rows.length) frame.append(make('h2', {}, title), ...rows.map(termLink));
    };
    group('您要找的是不是', best(near));
    group('试试较短的词', found.parts);
    const more = make('p', {}, '也可以从这里查找：');
    more.append(make('a', { href: base + 'departments/' }, '部门名录'), make('a', { href: base + 'archive/' }, '历年公报'));
    frame.append(more);
  }

  async function showNumbers(index, numbers, base, current) {
    const rows = numbers.slice(0, 5);
    const records = await Promise.all(rows.map((row) => index.record(row.id)));
    if (!current()) return;
    rows.forEach(function (row, at) {
      const item = make('li', { lang: 'zh-CN' });
      const link = make('a', { class: 'search__figure', href: base + records[at].url + '#' + row.anchor });
      link.append(row.label + ' ', make('data', { value: row.value }, row.printed));
      item.append(link, make('small', {}, records[at].departments.join('、') + ' · ' + records[at].date + ' · ' + records[at].title));
      one('search-figures-list').append(item);
    });
    if (numbers.length > rows.length) one('search-figures-list').append(make('li', {}, '共{count}项'.replace('{count}', numbers.length)));
    one('search-figures').hidden = false;
  }

  function yearOf(index, id) {
    const years = index.manifest.years;
    let at = years.length - 1;
    while (at > 0 && years[at][1] > id) at--;
    return years[at][0];
  }

  /* The values of a bulletin for one kind of filter: department, year, column, topic. */
  function facetValues(index, facets, kind, id) {
    if (kind === 'year') return [yearOf(index, id)];
    const facet = facets[kind];
    return facet.sets[facet.of[id]].map((value) => facet.values[value]);
  }

  /* Map of value → number of bulletins among `ids`; years newest first, others by number. */
  function countFacet(index, facets, kind, ids) {
    const counts = new Map();
    ids.forEach((id) => facetValues(index, facets, kind, id).forEach((value) => counts.set(value, (counts.get(value) || 0) + 1)));
    const rows = Array.from(counts);
    rows.sort((a, b) => (kind === 'year' ? (a[0] < b[0] ? 1 : -1) : b[1] - a[1]));
    return new Map(rows);
  }

  function fillFilter(index, name, params, ids, facets) {
    const select = one('filter-' + name);
    const chosen = params.get(name) || '';
    select.textContent = '';
    select.append(make('option', { value: '' }, '全部'));
    const counts = countFacet(index, facets, name, ids);
    if (chosen && !counts.has(chosen)) counts.set(chosen, 0);
    counts.forEach((count, value) => select.append(make('option', { value, lang: 'zh-CN' }, value + '（' + count + '）')));
    select.value = chosen;
  }

  /* Numbers of the bulletins that pass the filters; each select gets its counts with the other filters applied. */
  async function filter(index, ids, params, names) {
    const facets = await index.part('facets');
    const active = names.filter((name) => params.get(name));
    const fits = (id) => (name) => facetValues(index, facets, name, id).includes(params.get(name));
    const passing = (wanted) => ids.filter((id) => wanted.every(fits(id)));
    names.forEach((name) => fillFilter(index, name, params, passing(active.filter((other) => other !== name)), facets));
    one('filter-sort').value = params.get('sort') === 'date' ? 'date' : '';
    return passing(active);
  }

  async function help(index, query, found, base, current) {
    if (found.numbers.length) await showNumbers(index, found.numbers, base, current);
    if (!found.ids.length) await emptyState(index, query, found.words, base, current);
  }

  /* The combobox of the ARIA practices: a list that follows typing; arrows choose, Enter takes, Escape closes. */
  function suggest(index, field, list, take) {
    let turn = 0;
    let chosen = -1;
    const close = function () {
      turn++;
      chosen = -1;
      list.hidden = true;
      field.setAttribute('aria-expanded', 'false');
      field.removeAttribute('aria-activedescendant');
    };
    const choose = function (number) {
      const options = Array.from(list.children);
      chosen = (number + options.length) % options.length;
      options.forEach((option, at) => option.setAttribute('aria-selected', String(at === chosen)));
      field.setAttribute('aria-activedescendant', options[chosen].id);
      options[chosen].scrollIntoView({ block: 'nearest' });
    };
    const accept = function (number) {
      const { term, kind } = list.children[number].dataset;
      close();
      take(term, FILTERS[kind] || 'q');
    };
    const show = async function () {
      const mine = ++turn;
      await index.open();
      const rows = await startingWith(index, field.value);
      if (mine !== turn) return;
      list.textContent = '';
      rows.forEach(function (row, at) {
        const option = make('li', { id: 'search-option-' + at, role: 'option', 'aria-selected': 'false', 'data-term': row[0], 'data-kind': row[1] });
        option.append(make('span', { lang: 'zh-CN' }, row[0]), make('small', {}, KINDS[row[1]]));
        list.append(option);
      });
      chosen = -1;
      list.hidden = !rows.length;
      field.setAttribute('aria-expanded', String(rows.length > 0));
    };
    // A failed suggestion is no failed search: there is simply none.
    field.addEventListener('input', (event) => event.isComposing || show().catch(close));
    field.addEventListener('compositionend', () => show().catch(close));
    field.addEventListener('blur', close);
    list.addEventListener('mousedown', (event) => event.preventDefault());
    list.addEventListener('click', function (event) {
      const option = event.target.closest('li');
      if (option) accept(Array.from(list.children).indexOf(option));
    });
    field.addEventListener('keydown', function (event) {
      if (list.hidden || event.isComposing) return;
      if (event.key === 'ArrowDown') choose(chosen + 1);
      else if (event.key === 'ArrowUp') choose(chosen < 0 ? -1 : chosen - 1);
      else if (event.key === 'Escape') close();
      else if (event.key === 'Enter' && chosen >= 0) accept(chosen);
      else return;
      event.preventDefault();
    });
    if (field.value && document.activeElement === field) show().catch(close);
    return close;
  }

  Object.assign(search, { filter, help, suggest });
})();
