/* Figures by value: 18399, 18,399, １８３９９ and 1.8万 lead to the same statistics. No DOM. */
(function (root) {
  'use strict';
  const search = root.gongbaoSearch;
  const WIDTH = 5;
  const NUMBER = /^(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(万亿|千万|百万|十万|亿|万|千|百)?\s*([^\d\s,.]{0,6})$/;
  const SCALES = { 百: 1e2, 千: 1e3, 万: 1e4, 十万: 1e5, 百万: 1e6, 千万: 1e7, 亿: 1e8, 万亿: 1e12 };

  /* A query that is one number: {low, high, value, unit, plain}; a scaled one means all that round to it. */
  function readNumber(query) {
    const found = NUMBER.exec(query.normalize('NFKC').trim());
    if (!found) return null;
    const scale = SCALES[found[3]] || 1;
    const decimals = found[2] ? found[2].length - 1 : 0;
    const plain = found[1].replace(/,/g, '');
    const value = Number(plain + (found[2] || '')) * scale;
    // One digit alone says too little to round by.
    const rounded = scale > 1 && plain.length + decimals > 1;
    const slack = rounded ? scale / Math.pow(10, decimals) / 2 : 0;
    const error = Math.abs(value) * 1e-12;
    return { value, low: value - slack - error, high: value + slack + error, unit: found[4], plain };
  }

  /* Statistics that a number query means, nearest first: [{value, id, anchor, printed, label}]. */
  async function findNumbers(index, query) {
    const wanted = readNumber(query);
    if (!wanted) return [];
    const [firsts, names] = await index.part('numbers');
    const found = [];
    for (let shard = 0; shard < firsts.length && firsts[shard] <= wanted.high; shard++) {
      if (shard + 1 < firsts.length && firsts[shard + 1] < wanted.low) continue;
      const rows = await index.json('n', names[shard]);
      for (let at = 0; at < rows.length; at += WIDTH) {
        const [value, id, anchor, printed, label] = rows.slice(at, at + WIDTH);
        if (value < wanted.low || value > wanted.high || !printed.endsWith(wanted.unit)) continue;
        found.push({ value, id, anchor, printed, label });
      }
    }
    const distance = (row) => Math.abs(row.value - wanted.value);
    return found.sort((one, other) => distance(one) - distance(other) || other.id - one.id);
  }

  Object.assign(search, { readNumber, findNumbers });
})(typeof self === 'undefined' ? global : self);
