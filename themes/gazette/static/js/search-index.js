/*
 * The browser's half of the search index: fetching, and finding the bulletins behind one character sequence.
 * Formats: plugins/bulletins/search/ (shards.py, texts.py, build.py). No DOM.
 */

const MANIFEST = 'manifest.json';
// A weight has the hits in its low bits, the best zone above them: 1 for the lead of a text, 2 for a title.
const ZONE = 1 << 20;
const kept = new Map();
let base, manifest;

/* What `make` gives, made once. A failure is forgotten, and the manifest with it, which may name files that are gone. */
const once = (name, make) => {
  if (!kept.has(name)) {
    kept.set(name, make());
    kept.get(name).catch(() => [name, MANIFEST].forEach((gone) => kept.delete(gone)));
  }
  return kept.get(name);
};

const load = (name) => {
  return once(name, async () => {
    const answer = await fetch(base + name, name === MANIFEST ? { cache: 'no-cache' } : {});
    if (!answer.ok) throw new Error(name);
    return name === MANIFEST ? answer.json() : new Uint8Array(await answer.arrayBuffer());
  });
};

/* Use the index in the folder search/ at this address, with a slash at its end. */
const open = async (address) => {
  base = address;
  manifest = await load(MANIFEST);
};

/* The JSON in a packed file. */
const json = (kind, name) => {
  return once(kind + name, async () =>
    JSON.parse(new TextDecoder().decode(inflate(await load(kind + '-' + name + '.bin'), []))));
};

const part = (kind) => json(kind, manifest[kind]);

/* The rows of columns. */
const rowsOf = async (kind, name) => {
  const columns = await json(kind, name);
  return columns[0].map((_, at) => columns.map((column) => column[at]));
};

/* Names of ten letters stand in one row. */
const nameAt = (names, number) => names.substr(number * 10, 10);

/* Number of the last of `items` that is not above `wanted`, 0 at least. */
const lastNotAbove = (items, wanted) => {
  let [first, end] = [0, items.length];
  while (end - first > 1) {
    const middle = (first + end) >> 1;
    if (items[middle] <= wanted) first = middle;
    else end = middle;
  }
  return first;
};

/* A block of the directory: [first sequences of its shards, their names, tails, what stands before each]. */
const block = (number) => {
  return json('d', nameAt(manifest.names, number));
};

/* The block of a shard and its place in it. */
const blockOf = (shard) => {
  const number = lastNotAbove(manifest.starts, shard);
  return [number, shard - manifest.starts[number]];
};

const loadShard = async (shard) => {
  const [number, at] = blockOf(shard);
  return load('i-' + nameAt((await block(number))[1], at) + '.bin');
};

/* The first sequence of a shard. */
const firstOf = async (shard) => {
  const [number, at] = blockOf(shard);
  return at ? (await block(number))[0][at] : manifest.blocks[number];
};

/* Where a sequence is looked for: [number of the shard, the sequence with what stands before it wherever it stands]. */
const placeOf = async (wanted) => {
  for (;;) {
    const number = lastNotAbove(manifest.blocks, wanted);
    const [firsts, , tails, heads] = await block(number);
    const tail = lastNotAbove(tails, wanted);
    if (!tails.length || !wanted.startsWith(tails[tail])) return [manifest.starts[number] + lastNotAbove(firsts, wanted), wanted];
    wanted = heads[tail] + wanted;
  }
};

const addWeight = (weights, id, weight) => {
  const old = weights.get(id) || 0;
  weights.set(id, Math.max(old - (old % ZONE), weight - (weight % ZONE)) + (old % ZONE) + (weight % ZONE));
};

/*
 * Read a shard. Adds the bulletins behind sequences starting with `wanted` to `weights`. Says whether a list node
 * covered them all, or else whether `weights` are candidates only, and then of how many first units is known that
 * they stand in them: [covered, open, cut].
 */
const scan = (shard, wanted, weights) => {
  [bytes, place, flip] = [shard, 16, 7];
  let label = '';
  let open = false;
  let cut = 0;
  for (let entries = bytes[0] * 256 + bytes[1]; entries--; ) {
    label = label.slice(0, gamma() - 1);
    for (let units = gamma(); units--; ) label += bit() ? manifest.common[high(7)] : String.fromCharCode(high(bit() ? 7 : 16));
    const starts = label.startsWith(wanted);
    if (label > wanted && !starts) break;
    const pure = bit();
    const node = pure && bit();
    let count = gamma();
    // Most leaves are full.
    const limit = manifest.leaf[Math.min(label.length, 5)];
    if (!node && count <= limit) count = limit + 1 - count;
    cut = label.length - 1 + pure;
    if (open) weights.clear();
    open = !node && wanted.length > cut && wanted.startsWith(label.slice(0, cut));
    const shift = Math.max(31 - Math.clz32((manifest.capacity * 11) / (16 * count)), 0);
    const ids = [];
    const known = [];
    const weight = () => {
      const mark = bit() && 1 + bit();
      // In leaves the lead comes first, in nodes the body.
      const zone = (mark + 1 - node) % 3;
      return zone * ZONE + gamma() + !zone;
    };
    for (let id = -1; ids.length < count; ) {
      ids.push((id += 1 + rice(shift)));
      known.push(node && bit() ? weight() : 1);
    }
    if (!node) for (let left = gamma(); --left; ) known[high(32 - Math.clz32(count - 1))] = weight();
    if (starts || open) ids.forEach((id, at) => addWeight(weights, id, known[at]));
    if (starts && node) return [true];
  }
  return [false, open, cut];
};

/*
 * The bulletins in which a folded sequence stands: [weights: Map of number → weight, open, cut]. When `open`, they
 * are candidates only, of whom is known that the sequence's first `cut` units stand in them.
 */
const sequence = async (asked) => {
  const weights = new Map();
  const more = [];
  let covered, open, cut;
  if (manifest.shards) {
    let [shard, wanted] = await placeOf(asked);
    for (let seen = 0; shard < manifest.shards; shard++, seen++) {
      if (seen && !(await firstOf(shard)).startsWith(wanted)) break;
      if (open) weights.clear();
      open = false;
      if (seen < 2) {
        [covered, open, cut] = scan(await loadShard(shard), wanted, weights);
        if (covered) break;
        cut += asked.length - wanted.length;
      } else more.push(loadShard(shard));
    }
    for (const shard of await Promise.all(more)) scan(shard, wanted, weights);
  }
  return [weights, open, cut];
};

/* The record of a bulletin: {url, title, date, departments, column, text, simple}; always the same object. */
const record = async (id) => {
  const { perFile, perFolder, texts, common, dictionary } = manifest;
  const file = Math.floor(id / perFile);
  const folder = Math.floor(file / perFolder);
  const name = 't' + folder + '-' + texts.substr(folder * 8, 8) + '/' + file + '.bin';
  const records = await once(' ' + name, async () => {
    const packed = await load(name);
    const words = await once(dictionary, async () => inflate(Array.from(atob(dictionary), (char) => char.charCodeAt(0)), []));
    return readTexts(inflate(packed, words), common).map(([url, title, date, departments, column, text, simple]) =>
      ({ url, title, date, departments, column, text, simple: pairsToMap(simple) }));
  });
  return records[id % perFile];
};
