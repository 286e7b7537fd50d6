/*
 * What helps around results, as data: suggestions while typing, what to try when nothing is found, days named in a
 * query, filters. Nothing here ever adds results. No DOM.
 */

// Kinds of suggestions: departments and topics are filters, for their names need not stand in their bulletins.
const FILTERS = ['department', 'topic'];
const NARROWED_BY = FILTERS.concat('year', 'column');
const NEAR = 5;
const SLIP = '\x02';
const MOST = 8;
const LONGEST = 24;

/* Terms of the suggestion index behind a key, or behind all keys that start with it, as far as they fit: term → kind. */
const terms = async (key, found, fits) => {
  const [firsts, names] = await part('suggestions');
  const first = lastNotAbove(firsts, key);
  for (let shard = first; shard < first + 2 && shard < firsts.length; shard++) {
    if (shard > first && !firsts[shard].startsWith(key)) break;
    for (const [own, kind, term] of await rowsOf('s', names[shard])) {
      if (own.startsWith(key) && fits(own, kind, term)) found.set(term, kind);
    }
  }
};

const best = (found) =>
  Array.from(found).sort((one, other) => one[1] - other[1] || one[0].length - other[0].length).slice(0, MOST);

/* Terms that start with what was typed: by spelling, pinyin or initials. */
const startingWith = async (typed, found, fits) => {
  const key = fold(typed).replace(/^[a-z' ]+$/, (letters) => letters.replace(/[' ]/g, ''));
  if (key) await terms(key.slice(0, 10), found, fits);
};

/* Initials fit too much: only departments and topics may be meant by three of them or more. */
const isMeant = (key, kind, term) => !/^[a-z]+$/.test(key) || key.length > (kind < FILTERS.length ? 2 : term.length);

/* Terms that sound like a word, or differ from it in one character: another one, one too many, one too few. */
const slips = async (word, found) => {
  const [, sounds] = await part('advice');
  const heard = word.replace(/./gu, (char) => Object.keys(sounds).find((sound) => sounds[sound].includes(char)) || char);
  if (heard !== word) await terms(heard.slice(0, 18), found, () => true);
  if (word.length < 3 || word.length > 13) return;
  const shorter = Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));
  for (const key of [SLIP + word].concat(shorter, shorter.map((rest) => SLIP + rest))) {
    await terms(key, found, (own, kind, term) => own === key && isMeant(own, kind, term));
  }
};

/* Add what stands in a text where the word would stand with one of its characters changed. */
const addNearMisses = (text, word, near) => {
  // In longer words one slip is too little to tell.
  if (word.length > 2 && word.length <= LONGEST) {
    for (let at = text.length - word.length; at >= 0; at--) {
      const own = text.substr(at, word.length);
      if (own.split('').filter((char, place) => char !== word[place]).length === 1) near.set(own, NEAR);
    }
  }
};

const isFound = async (query) => (await find(query)).ids.length;

/* The longest beginnings and ends of a word that stand somewhere, and what stands beside them instead. */
const standing = async (word, parts, near) => {
  const lengths = [];
  for (const cut of [(end) => word.slice(0, end), (end) => word.slice(-end)]) {
    for (let end = Math.min(word.length, 12); end > 1; end--) {
      const { ids } = await find('"' + cut(end) + '"');
      if (!ids.length) continue;
      parts.add(cut(end));
      lengths.push(end);
      for (const { title, text, simple } of await Promise.all(ids.slice(0, 10).map(record))) {
        addNearMisses(fold(title + '\n' + text, simple), word, near);
      }
      break;
    }
  }
  // As two words that stand together in some bulletin.
  const [head, tail] = lengths;
  for (let at = Math.min(head, word.length - 2); at >= Math.max(word.length - tail, 2); at--) {
    const both = word.slice(0, at) + ' ' + word.slice(at);
    if (await isFound(both)) return parts.add(both);
  }
};

/* What to try instead of a query that finds nothing: [what may be meant, what is shorter], rows of [term, kind]. */
const advice = async (query) => {
  const near = new Map();
  const parts = new Set();
  // What questions are asked with stands in no answer.
  const [asking] = await part('advice');
  const plain = query.replace(new RegExp(asking, 'g'), ' ').trim();
  if (plain !== query && plain && await isFound(plain)) near.set(plain, NEAR);
  for (const word of queryWords(plain).slice(0, 3)) {
    await standing(word, parts, near);
    await slips(word, near);
    await startingWith(word, near, isMeant);
  }
  return [best(near), Array.from(parts, (words) => [words])];
};

const yearOf = (id) => {
  let at = manifest.years.length;
  while (manifest.years[--at][1] > id);
  return manifest.years[at][0];
};

/* The page of the year or month that a query names: [address, name, number of bulletins]; none without bulletins. */
const dated = async (query) => {
  const [day] = /\b(?:19|20)\d\d\b(?:\D\d\d?\b)?/.exec(query.normalize('NFKC')) || [];
  return day && (await part('days'))[day.replace(/\D0?/, '-')];
};

/* The values of a bulletin for one kind of filter: department, year, column, topic. */
const facetValues = (facets, kind, id) => {
  if (kind === 'year') return [yearOf(id)];
  const { sets, of, values } = facets[kind];
  return sets[of[id]].map((value) => values[value]);
};

/* Numbers of the bulletins that pass the filters, but for one of them, if it is named. */
const passing = (facets, ids, params, but) => {
  const active = NARROWED_BY.filter((kind) => kind !== but && params.get(kind));
  return ids.filter((id) => active.every((kind) => facetValues(facets, kind, id).includes(params.get(kind))));
};

/* Rows of [value, number of bulletins] for a filter with the others applied; years newest first, others by number. */
const facetRows = (facets, ids, params, kind) => {
  const counts = new Map();
  if (params.get(kind)) counts.set(params.get(kind), 0);
  for (const id of passing(facets, ids, params, kind)) {
    facetValues(facets, kind, id).forEach((value) => counts.set(value, (counts.get(value) || 0) + 1));
  }
  return Array.from(counts).sort((one, other) => (kind === 'year' ? other[0] - one[0] : other[1] - one[1]));
};
