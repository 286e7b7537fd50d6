/*
 * From a query to ranked bulletins and excerpts. No DOM. Results are exact: lists of the index where they suffice,
 * else a last look at the texts of the few candidates.
 */
(function (root) {
  'use strict';
  const search = root.gongbaoSearch;
  const ZONE = search.ZONE;
  const TITLE = 2;
  const FEW = 10;
  const NARROW = 5;
  // Fields of a rank: what one more word in the title, one more hit and a number of a bulletin weigh.
  const LEADS = 32;
  const HITS = 1 << 16;
  const EXACT = HITS * LEADS * 16;
  const IDS = 1 << 24;

  /* Places where a sequence stands in a text, overlapping ones too. */
  function places(text, word) {
    const found = [];
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) found.push(at);
    return found;
  }

  function intersect(one, other) {
    const both = new Map();
    one.forEach(function (weight, id) {
      if (other.has(id)) both.set(id, weight);
    });
    return both;
  }

  /* Weight of a word in a record as the index would give it; 0 when it stands nowhere. */
  function weigh(record, word, lead) {
    record.folded = record.folded || [record.title, record.text].map((text) => search.fold(text, record.simple));
    const [title, text] = record.folded;
    const inTitle = places(title, word).length;
    const inText = places(text, word);
    // The lead goes on to the end of its sentence.
    const zone = inTitle ? TITLE : inText[0] < (text.indexOf('。', lead - 1) + 1 || lead) ? 1 : 0;
    return inTitle + inText.length ? zone * ZONE + inTitle + inText.length : 0;
  }

  /* Keep only the candidates of a word whose text holds it. */
  async function verify(index, weights, word) {
    const kept = new Map();
    await Promise.all(Array.from(weights.keys()).map(async function (id) {
      const weight = weigh(await index.record(id), word, index.manifest.lead);
      if (weight) kept.set(id, weight);
    }));
    return kept;
  }

  /* Look up the rest of a long word too while there are too many candidates to look at their texts. */
  async function narrow(index, found, word) {
    let weights = found.weights;
    let offset = 0;
    let rest = found;
    while (weights.size > NARROW && rest.open && offset + rest.cut < word.length) {
      offset += Math.max(rest.cut - 1, 1);
      rest = await index.sequence(word.slice(offset));
      weights = intersect(weights, rest.weights);
    }
    return weights;
  }

  /*
   * Bulletins in which all words stand: Map of number → rank. Longer words first: once few bulletins are left, their
   * texts, which the page shows anyway, say more than further lists.
   */
  async function matching(index, words) {
    let ranks = null;
    const waiting = [];
    for (const word of words.slice().sort((one, other) => other.length - one.length)) {
      if (ranks && ranks.size <= FEW) {
        waiting.push(word);
        continue;
      }
      const found = await index.sequence(word);
      if (found.open) waiting.push(word);
      ranks = addRanks(ranks, found.open ? await narrow(index, found, word) : found.weights, !found.open);
      if (!ranks.size) return ranks;
    }
    for (const word of waiting) ranks = addRanks(ranks, await verify(index, ranks, word), true);
    return ranks || new Map();
  }

  /*
   * A rank is one number, so that sixty thousand sort at once: words in the title, hits, words in the title or lead.
   * Ranks of several words add up.
   */
  function rankOf(weight) {
    const zone = Math.floor(weight / ZONE);
    return ((zone === TITLE ? HITS : 0) + Math.min(weight % ZONE, HITS >> 6)) * LEADS + (zone ? 1 : 0);
  }

  function addRanks(ranks, weights, counted) {
    const next = new Map();
    (ranks || weights).forEach(function (rank, id) {
      const weight = weights.get(id);
      if (weight) next.set(id, (ranks ? rank : 0) + (counted ? rankOf(weight) : 0));
    });
    return next;
  }

  const inTitle = (rank) => rank >= HITS * LEADS;

  function countTitles(ranks) {
    let count = 0;
    ranks.forEach((rank) => (count += inTitle(rank)));
    return count;
  }

  /* Best first: titles, more hits, earlier hits, newest; `whole` are bulletins whose title may be just the query. */
  function byRelevance(ranks, whole) {
    const keys = new Float64Array(ranks.size);
    let at = 0;
    ranks.forEach(function (rank, id) {
      keys[at++] = ((inTitle(rank) && whole.has(id) ? EXACT : 0) + rank) * IDS + id;
    });
    return Array.from(keys.sort().reverse(), (key) => key % IDS);
  }

  /*
   * Answer a query: {ids, words, numbers, simplified, byValue}. `ids` are all bulletins found, by order "relevance" or
   * "date"; `numbers` the statistics that a number query means. Traditional
   * spelling is tried when nothing is found as typed; folded texts hold none.
   */
  async function find(index, query, order) {
    let simple = null;
    let words = search.queryWords(query);
    let ranks = await matching(index, words);
    if (!ranks.size && words.length) {
      const table = await index.simpleTable();
      const others = search.queryWords(query, table);
      if (others.join('\n') !== words.join('\n')) {
        simple = table;
        words = others;
        ranks = await matching(index, words);
      }
    }
    const numbers = await search.findNumbers(index, query);
    if (!ranks.size && search.readNumber(query)) return byValue(index, query, numbers, order);
    let whole = new Map();
    const title = search.fold(query, simple);
    if (order !== 'date' && title.length >= index.manifest.shortest && countTitles(ranks) > FEW) {
      whole = (await index.sequence('\x01' + title + '\0')).weights;
    }
    const ids = order === 'date' ? Array.from(ranks.keys()).sort((a, b) => b - a) : byRelevance(ranks, whole);
    return { ids, words, numbers, simplified: Boolean(simple) };
  }

  /* The answer to no question, for filters alone: all bulletins, newest first. */
  function everything(index) {
    const count = index.manifest.documents;
    return { ids: Array.from({ length: count }, (_, at) => count - 1 - at), words: [], numbers: [] };
  }

  /* When no bulletin prints a number as typed: those with a statistic of its value, or that print it without commas. */
  async function byValue(index, query, numbers, order) {
    let ids = Array.from(new Set(numbers.map((row) => row.id)));
    let words = Array.from(new Set(numbers.slice(0, 40).map((row) => search.fold(row.printed))));
    if (!ids.length && /,/.test(query.normalize('NFKC'))) {
      words = search.queryWords(query.normalize('NFKC').replace(/,/g, ''));
      ids = byRelevance(await matching(index, words), new Map());
    }
    return { ids: order === 'date' ? ids.sort((a, b) => b - a) : ids, words, numbers, byValue: true };
  }

  /* Ranges [start, end) of the printed text in which any word stands, joined where they touch. */
  function hitRanges(text, words, simple) {
    const folded = search.foldMapped(text, simple);
    const ranges = [];
    for (const word of words) {
      for (const at of places(folded.text, word)) {
        let end = at + word.length;
        // A printed character may fold to several: mark it whole.
        while (end < folded.text.length && folded.from[end] === folded.from[end - 1]) end++;
        ranges.push([folded.from[at], folded.from[end]]);
      }
    }
    ranges.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return ranges.reduce(function (joined, range) {
      const last = joined[joined.length - 1];
      if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
      else joined.push(range);
      return joined;
    }, []);
  }

  /* A text as [piece, is a hit] pairs between two offsets. */
  function pieces(text, ranges, start, end) {
    const parts = [];
    let at = start;
    for (const range of ranges) {
      const from = Math.max(range[0], start);
      const to = Math.min(range[1], end);
      if (from >= to) continue;
      if (from > at) parts.push([text.slice(at, from), false]);
      parts.push([text.slice(from, to), true]);
      at = to;
    }
    if (at < end) parts.push([text.slice(at, end), false]);
    return parts;
  }

  /* About `length` characters around the stretch with the most hits. */
  function excerpt(record, words, length) {
    const text = record.text;
    const ranges = hitRanges(text, words, record.simple);
    let best = 0;
    let most = 0;
    ranges.forEach(function (range, index) {
      const inside = ranges.slice(index).filter((other) => other[1] <= range[0] + length - 20).length;
      if (inside > most) {
        most = inside;
        best = range[0];
      }
    });
    const lead = text.slice(0, best).search(/[^。！？；\n]*$/);
    let start = best - lead > 24 ? best - 24 : lead;
    while (start < best && /[\s，、。；：！？）”]/.test(text.charAt(start))) start++;
    let end = Math.min(start + length, text.length);
    if (/[\udc00-\udfff]/.test(text.charAt(start))) start--;
    if (/[\udc00-\udfff]/.test(text.charAt(end))) end++;
    const parts = pieces(text, ranges, start, end);
    if (start > 0) parts.unshift(['…', false]);
    if (end < text.length) parts.push(['…', false]);
    const printed = Array.from(new Set(ranges.map((range) => text.slice(range[0], range[1])))).slice(0, 5);
    return { parts, printed, hits: ranges.length };
  }

  function titleParts(record, words) {
    return pieces(record.title, hitRanges(record.title, words, record.simple), 0, record.title.length);
  }

  Object.assign(search, { everything, find, excerpt, titleParts, hitRanges });
})(typeof self === 'undefined' ? global : self);
