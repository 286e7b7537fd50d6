/*
 * Folding: the one form in which texts and queries are compared, as plugins/bulletins/search/folding.py has it.
 * No DOM. ES2017 like all scripts of search: no look-behind and no Unicode classes in patterns.
 */
(function (root) {
  'use strict';
  const search = (root.gongbaoSearch = root.gongbaoSearch || {});

  const CLUSTER = new RegExp(
    '(?:[\\ud800-\\udbff][\\udc00-\\udfff]|[^])' +
      '[\\u0300-\\u036f\\u1160-\\u11ff\\u20d0-\\u20f0\\u3099\\u309a\\ufe00-\\ufe0f\\ufe20-\\ufe2f\\uff9e\\uff9f]*', 'g');
  const BLANK = /[\t-\r \x85\u1680\u2028\u2029]/;
  const INVISIBLE =
    /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufe00-\ufe0f\ufeff]/;
  const HAN = /[\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/;

  function isHan(char) {
    return char.length > 1 ? char.codePointAt(0) >= 0x20000 && char.codePointAt(0) < 0x40000 : HAN.test(char);
  }

  /* Fold a text: {text, from}, where from[i] is the offset in the printed text that unit i came from. */
  function foldMapped(printed, simple) {
    const chars = [];
    const from = [];
    let at = 0;
    for (const cluster of printed.match(CLUSTER) || []) {
      for (let char of cluster.normalize('NFKC').toLowerCase()) {
        char = char === 'ς' ? 'σ' : BLANK.test(char) ? ' ' : char;
        if (char.length === 1 && INVISIBLE.test(char)) continue;
        const last = chars.length - 1;
        if (char === ' ' && (last < 0 || chars[last] === ' ')) continue;
        char = (simple && simple.get(char)) || char;
        if (chars[last] === ' ' && isHan(char) && last > 0 && isHan(chars[last - 1])) {
          chars.pop();
          from.pop();
        }
        chars.push(char);
        from.push(at);
      }
      at += cluster.length;
    }
    if (chars[chars.length - 1] === ' ') chars.pop();
    const units = [];
    chars.forEach(function (char, index) {
      for (let unit = 0; unit < char.length; unit++) units.push(from[index]);
    });
    units.push(printed.length);
    return { text: chars.join(''), from: units };
  }

  function fold(text, simple) {
    return foldMapped(text.normalize('NFKC'), simple).text;
  }

  /* The folded words of a query; "…" between blanks keeps blanks inside one word. */
  function queryWords(query, simple) {
    const plain = query.normalize('NFKC').replace(/[\t-\r \x85\u1680\u2028\u2029]+/g, ' ');
    const words = new Set();
    const pattern = /"([^"]+)"(?= |$)|([^ ]+)/g;
    for (let found = pattern.exec(plain); found; found = pattern.exec(plain)) {
      const word = fold(found[1] || found[2], simple);
      if (word) words.add(word);
    }
    return Array.from(words);
  }

  /* Characters in pairs, each followed by what it becomes. */
  function pairsToMap(pairs) {
    const [map, chars] = [new Map(), Array.from(pairs)];
    for (let index = 0; index < chars.length; index += 2) map.set(chars[index], chars[index + 1]);
    return map;
  }

  Object.assign(search, { fold, foldMapped, queryWords, pairsToMap });
})(typeof self === 'undefined' ? global : self);
