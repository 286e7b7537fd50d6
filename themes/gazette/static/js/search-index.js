/*
 * The browser's half of the search index: fetching, and finding the bulletins behind one character sequence.
 * Formats: plugins/bulletins/search/ (shards.py, texts.py, build.py). No DOM.
 */
(function (root) {
  'use strict';
  const search = (root.gongbaoSearch = root.gongbaoSearch || {});

  const MANIFEST = 'manifest.json';
  // A weight has the hits in its low bits, the best zone above them.
  const ZONE = 1 << 20;

  function addWeight(weights, id, zone, hits) {
    const old = weights.get(id) || 0;
    weights.set(id, Math.max(Math.floor(old / ZONE), zone) * ZONE + ((old % ZONE) + hits));
  }

  /*
   * Read a shard. Adds the bulletins behind sequences starting with `wanted` to `weights`; says whether a list node
   * covered them all (`node`), or else whether `weights` are candidates only (`open`), of whom is known that the first
   * `cut` units stand in them.
   */
  function scan(bytes, wanted, documents, weights) {
    let at = 16;
    function peek() {
      const byte = at >> 3;
      return ((bytes[byte] << 24) | (bytes[byte + 1] << 16) | (bytes[byte + 2] << 8) | bytes[byte + 3]) << (at & 7);
    }
    function bits(count) {
      const value = count ? peek() >>> (32 - count) : 0;
      at += count;
      return value;
    }
    function gamma() {
      const zeros = Math.clz32(peek());
      at += zeros;
      return bits(zeros + 1);
    }
    let label = '';
    const found = { node: false, open: false, cut: 0 };
    for (let entries = bytes[0] * 256 + bytes[1]; entries > 0; entries--) {
      label = label.slice(0, gamma() - 1);
      for (let units = gamma(); units > 0; units--) label += String.fromCharCode(bits(16));
      const starts = label.startsWith(wanted);
      if (label > wanted && !starts) break;
      const mixed = !bits(1);
      const node = !mixed && Boolean(bits(1));
      const count = gamma();
      const known = mixed ? label.slice(0, -1) : label;
      const inside = mixed ? wanted.length >= label.length && wanted.startsWith(known) : !starts && wanted.startsWith(label);
      if (found.open) weights.clear();
      found.open = !node && inside;
      found.cut = known.length;
      const shift = Math.max(31 - Math.clz32(Math.floor((documents * 11) / (16 * count))), 0);
      let id = -1;
      for (let left = count; left > 0; left--) {
        const ones = Math.min(Math.clz32(~peek()), 16);
        at += ones < 16 ? ones + 1 : 16;
        id += 1 + (ones < 16 ? ones * (1 << shift) + bits(shift) : bits(24));
        const special = bits(1);
        const zone = special ? bits(2) : 0;
        const hits = special ? gamma() : 1;
        if (starts || found.open) addWeight(weights, id, zone, hits);
      }
      if (starts && node) {
        found.node = true;
        break;
      }
    }
    return found;
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

    /*
     * A file of the index, fetched once. A failure is forgotten, and the manifest with it, which may be that of an
     * older build whose files are gone: so trying again can help.
     */
    load(name) {
      if (!this.cache.has(name)) {
        const kept = fetch(this.base + name, name === MANIFEST ? { cache: 'no-cache' } : {}).then(function (answer) {
          if (!answer.ok) throw new Error(name + ': ' + answer.status);
          return name.endsWith('.bin') ? answer.arrayBuffer().then((data) => new Uint8Array(data)) : answer.json();
        });
        this.cache.set(name, kept);
        kept.catch(() => [name, MANIFEST].forEach((gone) => this.cache.delete(gone)));
      }
      return this.cache.get(name);
    }

    async open() {
      this.manifest = await this.load(MANIFEST);
      return this;
    }

    part(name) {
      return this.load(this.manifest.build + '/' + name);
    }

    /* The first sequence of a shard. */
    async firstOf(shard) {
      const blocks = this.manifest.blocks;
      let block = 0;
      while (block + 1 < blocks.length && blocks[block + 1][1] <= shard) block++;
      if (blocks[block][1] === shard) return blocks[block][0];
      return (await this.part('d' + block + '.json'))[shard - blocks[block][1]];
    }

    async shardOf(wanted) {
      const blocks = this.manifest.blocks;
      const block = lastNotAbove(blocks.map((item) => item[0]), wanted);
      return blocks[block][1] + lastNotAbove(await this.part('d' + block + '.json'), wanted);
    }

    /*
     * The bulletins in which a folded sequence stands: {weights: Map of number → weight, open, cut}. When `open`, they
     * are candidates only, of whom is known that the sequence's first `cut` units stand in them.
     */
    async sequence(wanted) {
      const weights = new Map();
      const documents = this.manifest.documents;
      let shard = documents ? await this.shardOf(wanted) : this.manifest.shards;
      let last = { open: false, cut: 0 };
      const more = [];
      for (let seen = 0; shard < this.manifest.shards; shard++, seen++) {
        if (seen && !(await this.firstOf(shard)).startsWith(wanted)) break;
        if (last.open) weights.clear();
        last.open = false;
        if (seen < 2) {
          last = scan(await this.part('i' + shard + '.bin'), wanted, documents, weights);
          if (last.node) break;
        } else more.push(this.part('i' + shard + '.bin'));
      }
      for (const bytes of await Promise.all(more)) scan(bytes, wanted, documents, weights);
      return { weights, open: last.open, cut: last.cut };
    }

    /* The record of a bulletin: {url, title, date, departments, column, text, simple}. */
    async record(id) {
      const per = this.manifest.perFile;
      const row = readTexts(await this.part('t' + Math.floor(id / per) + '.bin'), this.manifest.common)[id % per];
      return {
        id, url: row[0], title: row[1], date: row[2], departments: row[3], column: row[4], text: row[5],
        simple: search.pairsToMap(row[6]),
      };
    }

    async simpleTable() {
      return search.pairsToMap(await this.part('simple.json'));
    }
  }

  Object.assign(search, { Index, ZONE, lastNotAbove });
})(typeof self === 'undefined' ? global : self);
