/*
 * Folding: the one form in which texts and queries are compared, as plugins/bulletins/search/folding.py has it.
 * The parts of search.js share one scope (plugins/bulletins/search/scripts.py). No DOM in this one. ES2017 like all
 * scripts of search: no look-behind and no Unicode classes in patterns.
 */

// What Unicode may join, or put in another order, with the character before it.
const CLUSTER = /[^][\u0300-\u036f\u1160-\u11ff\u3099\u309a\uff9e\uff9f\udc00-\udfff]*/g;
const BLANK = /[^\S\ufeff]|\x85/g;
// Of one character; blanks are known by then.
const INVISIBLE =
  /[\0-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufe00-\ufe0f\ufeff]/u;
const HAN = /[\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;

/* Fold a text: [text, from], where from[i] is the offset in the printed text that unit i came from. */
const foldMapped = (printed, simple) => {
  const chars = [];
  const from = [];
  let at = 0;
  for (const cluster of printed.match(CLUSTER) || []) {
    for (let char of cluster.normalize('NFKC').toLowerCase().replace(BLANK, ' ')) {
      const end = chars.length - 1;
      if (INVISIBLE.test(char) || (char === ' ' && (end < 0 || chars[end] === ' '))) continue;
      char = char === 'ς' ? 'σ' : (simple && simple.get(char)) || char;
      if (chars[end] === ' ' && HAN.test(chars[end - 1]) && HAN.test(char)) {
        chars.pop();
        from.pop();
      }
      chars.push(char);
      for (let unit = char.length; unit--; ) from.push(at);
    }
    at += cluster.length;
  }
  from.push(at);
  return [chars.join('').replace(/ $/, ''), from];
};

const fold = (text, simple) => {
  return foldMapped(text.normalize('NFKC'), simple)[0];
};

/* The folded words of a query; "…" between blanks keeps blanks inside one word. */
const queryWords = (query, simple) => {
  const words = new Set();
  query.normalize('NFKC').replace(BLANK, ' ').replace(/"([^"]+)"(?= |$)|[^ ]+/g, (word, quoted) => {
    words.add(fold(quoted || word, simple));
  });
  words.delete('');
  return Array.from(words);
};

/* Characters in pairs, each followed by what it becomes. */
const pairsToMap = (pairs) => {
  return new Map((pairs.match(/../gu) || []).map((pair) => Array.from(pair)));
};
