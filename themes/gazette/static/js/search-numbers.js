/* Figures by value: 18399, 18,399, １８３９９ and 1.8万 lead to the same statistics. No DOM. */

const NUMBER = /^(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*([\u5341\u767e\u5343]?[\u4e07\u4ebf]*)\s*([^\d\s,.]{0,6})$/;
// Each at the place that says how many noughts it adds.
const SCALES = ' 十百千万   亿';

/* A query that is one number: [value, slack, unit]; a scaled one means all that round to it. */
const readNumber = (query) => {
  const found = NUMBER.exec(query.normalize('NFKC').trim());
  if (!found) return null;
  const [, whole, decimals = '', scale, unit] = found;
  const digits = whole.replace(/,/g, '') + decimals;
  let noughts = 0;
  for (const char of scale) noughts += SCALES.indexOf(char);
  const value = digits * Math.pow(10, noughts);
  // One digit alone says too little to round by.
  const slack = (noughts && digits.length > 1 ? Math.pow(10, noughts - (decimals.length || 1) + 1) / 2 : 0) + value * 1e-12;
  return [value, slack, unit];
};

/* Statistics that a number query means, nearest first: rows of value, bulletin, place, printed, label (numbers.py). */
const findNumbers = async (query) => {
  const wanted = readNumber(query);
  const found = [];
  if (!wanted) return found;
  const [value, slack, unit] = wanted;
  const distance = (row) => Math.abs(row[0] - value);
  const [firsts, names] = await part('numbers');
  for (let shard = lastNotAbove(firsts, value - slack); shard < firsts.length && firsts[shard] <= value + slack; shard++) {
    for (const row of await rowsOf('n', names[shard])) {
      row[3] = row[3][0] === '=' ? row[3].slice(1) : row[0] + row[3];
      if (distance(row) <= slack && row[3].endsWith(unit)) found.push(row);
    }
  }
  return found.sort((one, other) => distance(one) - distance(other) || other[1] - one[1]);
};
