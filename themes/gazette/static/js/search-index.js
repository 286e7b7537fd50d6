/*
 * The browser's half of the search index: fetching, and finding the bulletins behind one character sequence.
 * Formats: plugins/bulletins/search/ (shards.py, texts.py, build.py). No DOM.
 */
(function (root) {
  'use strict';
  const search = (root.gongbaoSearch = root.gongbaoSearch || {});

  const MANIFEST = 'manifest.json';
  const NAME = 10;
  // A weight has the hits in its low bits, the best zone above them: 1 for the lead of a text, 2 for a title.
  const ZONE = 1 << 20;

  /* Numbers out of a row of bits; `high` bits come from the highest of each byte, `low` ones from the lowest. */
  class Bits {
    constructor(bytes, at) {
      this.bytes = bytes;
      this.at = at;
    }

    peek() {
      const [bytes, byte] = [this.bytes, this.at >> 3];
      return ((bytes[byte] << 24) | (bytes[byte + 1] << 16) | (bytes[byte + 2] << 8) | bytes[byte + 3]) << (this.at & 7);
    }

    high(count) {
      const value = count ? this.peek() >>> (32 - count) : 0;
      this.at += count;
      return value;
    }

    gamma() {
      const zeros = Math.clz32(this.peek());
      this.at += zeros;
      return this.high(zeros + 1);
    }

    rice(shift) {
      const ones = Math.min(Math.clz32(~this.peek()), 16);
      this.at += ones < 16 ? ones + 1 : 16;
      return ones < 16 ? (ones << shift) + this.high(shift) : this.high(24);
    }

    low(count) {
      let value = 0;
      for (let bit = 0; bit < count; bit++, this.at++) value |= ((this.bytes[this.at >> 3] >> (this.at & 7)) & 1) << bit;
      return value;
    }
  }

  /* Canonical Huffman codes: how many there are of each length, and their symbols in order. */
  function huffman(lengths) {
    const counts = new Array(16).fill(0);
    const starts = [0, 0];
    const symbols = [];
    lengths.forEach((length) => length && counts[length]++);
    for (let length = 1; length < 15; length++) starts.push(starts[length] + counts[length]);
    lengths.forEach((length, symbol) => length && (symbols[starts[length]++] = symbol));
    return { counts, symbols };
  }

  function symbolOf(bits, codes) {
    let [code, first, index] = [0, 0, 0];
    for (let length = 1; length < 16; length++) {
      code |= bits.low(1);
      const count = codes.counts[length];
      if (code - count < first) return codes.symbols[index + code - first];
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Error('inflate');
  }

  function lengthsOf(bits) {
    const [literals, distances, count] = [bits.low(5) + 257, bits.low(5) + 1, bits.low(4) + 4];
    const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    const own = new Array(19).fill(0);
    for (let at = 0; at < count; at++) own[order[at]] = bits.low(3);
    const codes = huffman(own);
    const lengths = [];
    while (lengths.length < literals + distances) {
      const symbol = symbolOf(bits, codes);
      const [value, times] = symbol < 16 ? [symbol, 1] : symbol === 16 ? [lengths[lengths.length - 1], 3 + bits.low(2)]
        : [0, symbol === 17 ? 3 + bits.low(3) : 11 + bits.low(7)];
      for (let left = times; left > 0; left--) lengths.push(value);
    }
    return [huffman(lengths.slice(0, literals)), huffman(lengths.slice(literals))];
  }

  const FIXED = Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8));

  /* Raw deflate (RFC 1951), which browsers before 2023 cannot undo themselves; `before` is the preset dictionary. */
  function inflate(bytes, before) {
    const bits = new Bits(bytes, 0);
    const out = Array.from(before || []);
    const skipped = out.length;
    for (let last = 0; !last; ) {
      last = bits.low(1);
      const kind = bits.low(2);
      if (!kind) {
        bits.at = (bits.at + 7) & ~7;
        const size = bits.low(16);
        bits.low(16);
        for (let left = size; left > 0; left--) out.push(bits.low(8));
        continue;
      }
      const [literals, distances] = kind === 1 ? [huffman(FIXED), huffman(new Array(30).fill(5))] : lengthsOf(bits);
      for (let symbol = symbolOf(bits, literals); symbol !== 256; symbol = symbolOf(bits, literals)) {
        if (symbol < 256) {
          out.push(symbol);
          continue;
        }
        const length = symbol < 265 ? symbol - 254 : symbol > 284 ? 258 : spread(symbol - 257, 4) + 3;
        const distance = spread(symbolOf(bits, distances), 2) + 1;
        for (let left = length; left > 0; left--) out.push(out[out.length - distance]);
      }
    }
    return out.slice(skipped);

    /* Lengths and distances: each `step` symbols take one more bit. */
    function spread(symbol, step) {
      const more = Math.max(Math.floor(symbol / step) - 1, 0);
      return (more ? (step + (symbol % step)) << more : symbol) + bits.low(more);
    }
  }

  /* The characters of GB 2312 in the order in which texts.py numbers them. */
  let numbered = '';
  function numberedChars() {
    if (numbered) return numbered;
    const bytes = [];
    for (let row = 0xa1; row < 0xf8; row++) {
      for (let cell = 0xa1; cell < 0xff && (row < 0xaa || row >= 0xb0); cell++) bytes.push(row, cell);
    }
    numbered = new TextDecoder('gbk').decode(new Uint8Array(bytes));
    return numbered;
  }

  /* Texts in the code of texts.py: one byte for the site's frequent characters, two for others of GB 2312. */
  function readTexts(bytes, common) {
    const others = numberedChars();
    let text = '';
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte < 0x20) text += others[(byte - 1) * 256 + bytes[++at]];
      else text += byte < 0x80 ? String.fromCharCode(byte) : common[byte - 0x80];
    }
    return JSON.parse(text);
  }

  function addWeight(weights, id, weight) {
    const old = weights.get(id) || 0;
    weights.set(id, Math.max(Math.floor(old / ZONE), Math.floor(weight / ZONE)) * ZONE + (old % ZONE) + (weight % ZONE));
  }

  /*
   * Read a shard. Adds the bulletins behind sequences starting with `wanted` to `weights`; says whether a list node
   * covered them all (`node`), or else whether `weights` are candidates only (`open`), of whom is known that the first
   * `cut` units stand in them.
   */
  function scan(bytes, wanted, manifest, weights) {
    const bits = new Bits(bytes, 16);
    const one = () => bits.high(1);
    let label = '';
    const found = { node: false, open: false, cut: 0 };
    for (let entries = bytes[0] * 256 + bytes[1]; entries > 0; entries--) {
      label = label.slice(0, bits.gamma() - 1);
      for (let units = bits.gamma(); units > 0; units--) {
        label += one() ? manifest.common[bits.high(7)] : String.fromCharCode(bits.high(one() ? 7 : 16));
      }
      const starts = label.startsWith(wanted);
      if (label > wanted && !starts) break;
      const mixed = !one();
      const node = !mixed && Boolean(one());
      const count = bits.gamma();
      const sure = mixed ? label.slice(0, -1) : label;
      const inside = mixed ? wanted.length >= label.length && wanted.startsWith(sure) : !starts && wanted.startsWith(label);
      if (found.open) weights.clear();
      found.open = !node && inside;
      found.cut = sure.length;
      const shift = Math.max(31 - Math.clz32(Math.floor((manifest.capacity * 11) / (16 * count))), 0);
      const ids = [];
      const known = [];
      const weight = () => {
        const mark = one() && 1 + one();
        const zone = node ? mark : [1, 2, 0][mark];
        return zone * ZONE + bits.gamma() + (zone ? 0 : 1);
      };
      let id = -1;
      for (let at = 0; at < count; at++) {
        ids.push((id += 1 + bits.rice(shift)));
        known.push(node && one() ? weight() : 1);
      }
      for (let left = node ? 0 : bits.gamma() - 1; left > 0; left--) known[bits.high(32 - Math.clz32(count - 1))] = weight();
      if (starts || found.open) ids.forEach((own, at) => addWeight(weights, own, known[at]));
      if (starts && node) {
        found.node = true;
        break;
      }
    }
    return found;
  }

  /* Number of the last of `items` that is not above `wanted`, 0 at least. */
  function lastNotAbove(items, wanted) {
    let low = 0;
    let high = items.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (items[middle] <= wanted) low = middle;
      else high = middle;
    }
    return low;
  }

  class Index {
    /* `base` is the address of the folder search/, with a slash at its end. */
    constructor(base) {
      this.base = base;
      this.cache = new Map();
    }

    /* What `make` gives, made once. A failure is forgotten, and the manifest with it, which may name files that are gone. */
    once(name, make) {
      if (!this.cache.has(name)) {
        const kept = make();
        this.cache.set(name, kept);
        kept.catch(() => [name, MANIFEST].forEach((gone) => this.cache.delete(gone)));
      }
      return this.cache.get(name);
    }

    load(name) {
      return this.once(name, async () => {
        const answer = await fetch(this.base + name, name === MANIFEST ? { cache: 'no-cache' } : {});
        if (!answer.ok) throw new Error(name + ': ' + answer.status);
        return name === MANIFEST ? answer.json() : new Uint8Array(await answer.arrayBuffer());
      });
    }

    async open() {
      this.manifest = await this.load(MANIFEST);
      return this;
    }

    /* The JSON in a packed file. */
    json(kind, name) {
      const file = kind + '-' + name + '.bin';
      return this.once(name, async () => JSON.parse(new TextDecoder().decode(new Uint8Array(inflate(await this.load(file))))));
    }

    part(kind) {
      return this.json(kind, this.manifest[kind]);
    }

    /* A block of the directory: [first sequences of its shards, their names, tails, what stands before each]. */
    block(number) {
      return this.json('d', this.manifest.names.substr(number * NAME, NAME));
    }

    blockOf(shard) {
      return lastNotAbove(this.manifest.starts, shard);
    }

    async shard(number) {
      const block = this.blockOf(number);
      const names = (await this.block(block))[1];
      return this.load('i-' + names.substr((number - this.manifest.starts[block]) * NAME, NAME) + '.bin');
    }

    /* The first sequence of a shard. */
    async firstOf(shard) {
      const block = this.blockOf(shard);
      const start = this.manifest.starts[block];
      return start === shard ? this.manifest.blocks[block] : (await this.block(block))[0][shard - start];
    }

    /* Where a sequence is looked for: [number of the shard, the sequence with what stands before it wherever it stands]. */
    async placeOf(wanted) {
      const { blocks, starts } = this.manifest;
      for (;;) {
        const block = lastNotAbove(blocks, wanted);
        const [firsts, , tails, heads] = await this.block(block);
        const tail = lastNotAbove(tails, wanted);
        if (!tails.length || !wanted.startsWith(tails[tail])) return [starts[block] + lastNotAbove(firsts, wanted), wanted];
        wanted = heads[tail] + wanted;
      }
    }

    /*
     * The bulletins in which a folded sequence stands: {weights: Map of number → weight, open, cut}. When `open`, they
     * are candidates only, of whom is known that the sequence's first `cut` units stand in them.
     */
    async sequence(asked) {
      const weights = new Map();
      const manifest = this.manifest;
      const found = { weights, open: false, cut: 0 };
      if (!manifest.shards) return found;
      const more = [];
      let [shard, wanted] = await this.placeOf(asked);
      for (let seen = 0; shard < manifest.shards; shard++, seen++) {
        if (seen && !(await this.firstOf(shard)).startsWith(wanted)) break;
        if (found.open) weights.clear();
        found.open = false;
        if (seen < 2) {
          const last = scan(await this.shard(shard), wanted, manifest, weights);
          found.open = last.open;
          found.cut = last.cut - wanted.length + asked.length;
          if (last.node) break;
        } else more.push(this.shard(shard));
      }
      for (const bytes of await Promise.all(more)) scan(bytes, wanted, manifest, weights);
      return found;
    }

    /* The record of a bulletin: {url, title, date, departments, column, text, simple}; always the same object. */
    async record(id) {
      const { perFile, perFolder, texts, common } = this.manifest;
      const file = Math.floor(id / perFile);
      const folder = Math.floor(file / perFolder);
      const name = 't' + folder + '-' + texts.substr(folder * 8, 8) + '/' + file + '.bin';
      const records = await this.once('rows ' + name, async () => {
        const rows = readTexts(inflate(await this.load(name), this.dictionary()), common);
        return rows.map(([url, title, date, departments, column, text, simple]) =>
          ({ url, title, date, departments, column, text, simple: search.pairsToMap(simple) }));
      });
      return records[id % perFile];
    }

    dictionary() {
      const codes = Array.from(atob(this.manifest.dictionary), (char) => char.charCodeAt(0));
      return (this.words = this.words || inflate(codes));
    }

    async simpleTable() {
      return search.pairsToMap(await this.part('simple'));
    }
  }

  Object.assign(search, { Index, ZONE, inflate, lastNotAbove });
})(typeof self === 'undefined' ? global : self);
