/*
 * What the files of the index are packed in: bits, deflate (RFC 1951), which browsers before 2023 cannot undo
 * themselves, and the code of texts. Formats: plugins/bulletins/search/ (coding.py, texts.py). No DOM.
 */

// One row of bits is read at a time: `bytes` from bit `place`, a byte's lowest bit first, or, flipped by 7, its highest.
let bytes, place, flip;

const bit = () => {
  // What was cut on its way must not be taken for something else.
  if (place >= bytes.length * 8) throw new Error('cut');
  return (bytes[place >> 3] >> ((place++ & 7) ^ flip)) & 1;
};

/* A number whose highest bit comes first. */
const high = (count) => {
  let value = 0;
  while (count-- > 0) value = value * 2 + bit();
  return value;
};

/* A number whose lowest bit comes first. */
const low = (count) => {
  let value = 0;
  for (let at = 0; at < count; at++) value |= bit() << at;
  return value;
};

const gamma = () => {
  let zeros = 0;
  while (!bit()) zeros++;
  return (1 << zeros) + high(zeros);
};

const rice = (shift) => {
  let ones = 0;
  while (ones < 16 && bit()) ones++;
  return ones < 16 ? (ones << shift) + high(shift) : high(24);
};

/* Symbols by canonical Huffman code, which stands below a 1. */
const huffman = (lengths) => {
  const codes = [];
  let code = 1;
  for (let length = 1; length < 16; length++) {
    code *= 2;
    lengths.forEach((own, symbol) => own === length && (codes[code++] = symbol));
  }
  return codes;
};

const symbolOf = (codes) => {
  let code = 1;
  do code = code * 2 + bit();
  while (codes[code] === undefined);
  return codes[code];
};

/* Lengths and distances: each `step` symbols take one more bit. */
const spread = (symbol, step) => {
  const more = Math.max((symbol / step - 1) | 0, 0);
  return (more ? (step + (symbol % step)) << more : symbol) + low(more);
};

/* The codes that a block of the second kind begins with: literals, distances. */
const ownCodes = () => {
  const [literals, distances, count] = [low(5) + 257, low(5) + 1, low(4) + 4];
  const own = [];
  const lengths = [];
  for (const at of [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15].slice(0, count)) own[at] = low(3);
  const codes = huffman(own);
  while (lengths.length < literals + distances) {
    const symbol = symbolOf(codes);
    let times = symbol < 16 ? 1 : symbol < 17 ? 3 + low(2) : symbol < 18 ? 3 + low(3) : 11 + low(7);
    const length = symbol < 16 ? symbol : symbol < 17 ? lengths[lengths.length - 1] : 0;
    while (times--) lengths.push(length);
  }
  return [huffman(lengths.slice(0, literals)), huffman(lengths.slice(literals))];
};

const fixedLength = (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8);

/* Raw deflate; `before` is the preset dictionary. */
const inflate = (packed, before) => {
  [bytes, place, flip] = [packed, 0, 0];
  const out = Array.from(before);
  let last;
  do {
    last = bit();
    const kind = low(2);
    if (!kind) {
      place = (place + 7) & ~7;
      let size = low(16);
      place += 16;
      while (size--) out.push(low(8));
      continue;
    }
    const [literals, distances] = kind > 1 ? ownCodes()
      : [huffman(Array.from({ length: 288 }, fixedLength)), huffman(new Array(30).fill(5))];
    for (let symbol = symbolOf(literals); symbol !== 256; symbol = symbolOf(literals)) {
      if (symbol < 256) out.push(symbol);
      else {
        let length = symbol > 284 ? 258 : spread(symbol - 257, 4) + 3;
        const distance = spread(symbolOf(distances), 2) + 1;
        while (length--) out.push(out[out.length - distance]);
      }
    }
  } while (!last);
  return Uint8Array.from(out.slice(before.length));
};

// The characters of GB 2312 in the order in which texts.py numbers them: nine rows, then from row 16 on.
const ROW = 188;
let numbered;

/* Texts in the code of texts.py: one byte for the site's frequent characters, two for others of GB 2312. */
const readTexts = (data, common) => {
  numbered = numbered || new TextDecoder('gbk').decode(
    new Uint8Array(81 * ROW).map((_, at) => (at & 1 ? ((at % ROW) >> 1) + 161 : at / ROW + (at < 9 * ROW ? 161 : 167))));
  let text = '';
  for (let at = 0; at < data.length; at++) {
    const byte = data[at];
    text += byte < 32 ? numbered[(byte - 1) * 256 + data[++at]] : byte < 128 ? String.fromCharCode(byte) : common[byte - 128];
  }
  return JSON.parse(text);
};
