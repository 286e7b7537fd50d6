/*
 * From a query to ranked bulletins. No DOM. Results are exact: lists of the index where they suffice, else a last look
 * at the texts of the few candidates.
 */

const TITLE = 2;
const PAGE = 10;
// Texts that say more than another list would, and take fewer bytes.
const FEW = 5;
// Fields of a rank: what one more word in the title, one more hit and a number of a bulletin weigh.
const LEADS = 32;
const HITS = 1 << 16;
const EXACT = HITS * LEADS * 16;
const IDS = 1 << 24;

/* Places where a sequence stands in a text, overlapping ones too. */
const places = (text, word) => {
  const found = [];
  for (let at = -1; (at = text.indexOf(word, at + 1)) >= 0; ) found.push(at);
  return found;
};

/* Weight of a word in a record as the index would give it; 0 when it stands nowhere. */
const weigh = (one, word) => {
  one.folded = one.folded || [one.title, one.text].map((text) => fold(text, one.simple));
  const [title, text] = one.folded;
  const { lead } = manifest;
  const inTitle = places(title, word).length;
  const inText = places(text, word);
  // The lead goes on to the end of its sentence.
  const zone = inTitle ? TITLE : inText[0] < (text.indexOf('。', lead - 1) + 1 || lead) ? 1 : 0;
  return inTitle + inText.length ? zone * ZONE + inTitle + inText.length : 0;
};

/* Keep only the candidates of a word whose text holds it. */
const verify = async (candidates, word) => {
  const weights = new Map();
  await Promise.all(Array.from(candidates.keys(), async (id) => weights.set(id, weigh(await record(id), word))));
  return weights;
};

/* Look up the rest of a long word too while there are too many candidates to look at their texts. */
const narrow = async (weights, open, cut, word) => {
  for (let offset = 0; weights.size > FEW && open && offset + Math.max(cut, 1) < word.length; ) {
    offset += Math.max(cut - 1, 1);
    let more;
    [more, open, cut] = await sequence(word.slice(offset));
    weights = addRanks(weights, more);
  }
  return weights;
};

/*
 * Bulletins in which all words stand: Map of number → rank. Longer words first: once few bulletins are left, their
 * texts, which the page shows anyway, say more than further lists.
 */
const matching = async (words) => {
  let ranks;
  const waiting = [];
  for (const word of words.slice().sort((one, other) => other.length - one.length)) {
    if (ranks && ranks.size <= FEW) {
      waiting.push(word);
      continue;
    }
    const [weights, open, cut] = await sequence(word);
    if (open) waiting.push(word);
    ranks = addRanks(ranks, await narrow(weights, open, cut, word), !open);
    if (!ranks.size) return ranks;
  }
  for (const word of waiting) ranks = addRanks(ranks, await verify(ranks, word), true);
  return ranks || new Map();
};

/*
 * A rank is one number, so that sixty thousand sort at once: words in the title, hits, words in the title or lead.
 * Ranks of several words add up.
 */
const rankOf = (weight) => {
  const zone = Math.floor(weight / ZONE);
  return ((zone === TITLE ? HITS : 0) + Math.min(weight % ZONE, HITS >> 6)) * LEADS + (zone ? 1 : 0);
};

/* The ranks of those that have a weight too, which counts or only says that they stay. */
const addRanks = (ranks, weights, counted) => {
  const next = new Map();
  (ranks || weights).forEach((rank, id) => {
    const weight = weights.get(id);
    if (weight) next.set(id, (ranks ? rank : 0) + (counted ? rankOf(weight) : 0));
  });
  return next;
};

const inTitle = (rank) => rank >= HITS * LEADS;

/* Best first: titles, more hits, earlier hits, newest; `whole` are bulletins whose title may be just the query. */
const byRelevance = (ranks, whole) => {
  const keys = [];
  ranks.forEach((rank, id) => keys.push(((inTitle(rank) && whole.has(id) ? EXACT : 0) + rank) * IDS + id));
  return Array.from(Float64Array.from(keys).sort().reverse(), (key) => key % IDS);
};

/*
 * Answer a query: {ids, words, numbers, simplified, byValue}. `ids` are all bulletins found, by order "relevance" or
 * "date"; `numbers` the statistics that a number query means. Traditional spelling is tried when nothing is found as
 * typed; folded texts hold none.
 */
const find = async (query, order) => {
  let simple;
  let words = queryWords(query);
  let [numbers, ranks] = await Promise.all([findNumbers(query), matching(words)]);
  if (!ranks.size && words.length) {
    const table = pairsToMap(await part('simple'));
    const others = queryWords(query, table);
    if (others.join() !== words.join()) {
      simple = table;
      words = others;
      ranks = await matching(words);
    }
  }
  const byValue = !ranks.size && readNumber(query);
  let ids;
  if (byValue) {
    // No bulletin prints a number as typed: those with a statistic of its value, or that print it without commas.
    words = numbers.length ? numbers.slice(0, 40).map((row) => fold(row[3])) : queryWords(query.replace(/[,，]/g, ''));
    ids = numbers.length ? Array.from(new Set(numbers.map((row) => row[1]))) : byRelevance(await matching(words), new Map());
  } else {
    const title = fold(query, simple);
    const titles = Array.from(ranks.values()).filter(inTitle).length;
    const exact = order !== 'date' && title.length >= manifest.shortest && titles > PAGE;
    ids = byRelevance(ranks, exact ? (await sequence('\x01' + title + '\0'))[0] : new Map());
  }
  return { ids: order === 'date' ? ids.sort((one, other) => other - one) : ids, words, numbers, simplified: simple, byValue };
};

/* The answer to no question, for filters alone: all bulletins, newest first. */
const everything = () => ({ ids: Array.from(new Array(manifest.documents).keys()).reverse(), words: [], numbers: [] });

/* Ranges [start, end) of the printed text in which any word stands, joined where they touch. */
const hitRanges = (text, words, simple) => {
  const [folded, from] = foldMapped(text, simple);
  const ranges = [];
  for (const word of words) {
    for (const at of places(folded, word)) {
      let end = at + word.length;
      // A printed character may fold to several: mark it whole.
      while (end < folded.length && from[end] === from[end - 1]) end++;
      ranges.push([from[at], from[end]]);
    }
  }
  const joined = [];
  let last = [];
  for (const range of ranges.sort((one, other) => one[0] - other[0])) {
    if (range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
    else joined.push((last = range));
  }
  return joined;
};

/* A text as [piece, is a hit] pairs between two offsets. */
const pieces = (text, ranges, start, end) => {
  const parts = [];
  for (const [from, to] of ranges) {
    if (to > start && from < end) {
      parts.push([text.slice(start, from)], [text.slice(Math.max(from, start), Math.min(to, end)), true]);
      start = to;
    }
  }
  return parts.concat([[text.slice(start, end)]]).filter(([piece]) => piece);
};

/* About `length` characters around the stretch with the most hits: {parts, printed}, the hits as the text has them. */
const excerpt = ({ text, simple }, words, length) => {
  const ranges = hitRanges(text, words, simple);
  let [best, most] = [0, 0];
  ranges.forEach(([from], number) => {
    const inside = ranges.slice(number).filter((other) => other[1] <= from + length - 20).length;
    // Near the end of a text: so much earlier that the excerpt is as long as others.
    if (inside > most) [best, most] = [Math.max(Math.min(from, text.length - length + 24), 0), inside];
  });
  let start = text.slice(0, best).search(/[^。！？；\n]*$/);
  if (best - start > 24) start = best - 24;
  while (start < best && /[\s，、。；：！？）”]/.test(text[start])) start++;
  let end = start + length;
  const low = /[\udc00-\udfff]/;
  if (low.test(text[start])) start--;
  if (low.test(text[end])) end++;
  const parts = pieces(text, ranges, start, end);
  if (start) parts.unshift(['…']);
  if (end < text.length) parts.push(['…']);
  return { parts, printed: Array.from(new Set(ranges.map((range) => text.slice(range[0], range[1])))).slice(0, 5) };
};
