// The figures of the whole site: filtered and sorted from rows that are fetched part by part, and only as many as an
// answer needs. Without an answer to give, the rows of the page and its pages stay as they came.
(function () {
  "use strict";
  const form = document.querySelector('[data-filter="figures"]');
  const table = document.querySelector(".figures-table");
  if (!form || !table) return;

  const SHOWN = 100; // rows added at a time
  const MOST = 40000; // rows fetched for one order or one file: about 1 MB as sent
  const KINDS = ["year", "department", "unit"];
  const body = table.tBodies[0];
  const own = Array.from(body.children);
  const root = form.dataset.root;
  const place = new URL(form.dataset.index, location.href);
  const status = form.querySelector(".filter__status");
  const more = document.querySelector("[data-more]");
  const savers = Array.from(form.querySelectorAll("[data-save]"));
  const fold = (words) => words.normalize("NFKC").toLowerCase();
  const fetched = new Map();
  let index = null;
  let order = null;
  let limit = SHOWN;
  let turn = 0;

  function make(name, attributes, text) {
    const element = document.createElement(name);
    Object.keys(attributes).forEach((key) => element.setAttribute(key, attributes[key]));
    if (text) element.textContent = text;
    return element;
  }

  function get(address) {
    if (!fetched.has(address)) {
      const answer = fetch(new URL(address, place)).then((response) => {
        if (!response.ok) throw new Error(String(response.status));
        return response.json();
      });
      answer.catch(() => fetched.delete(address));
      fetched.set(address, answer);
    }
    return fetched.get(address);
  }

  function chosen() {
    const found = { words: fold(form.elements.words.value.trim()).split(/\s+/).filter(Boolean) };
    KINDS.forEach((kind) => {
      const select = form.elements[kind];
      found[kind] = select.selectedIndex > 0 ? index[kind][select.selectedIndex - 1] : null;
    });
    return found;
  }

  // The addresses to read, newest rows first: those of the narrowest choice, else the years one after the other.
  function partsOf(filter) {
    const narrow = KINDS.map((kind) => filter[kind]).filter(Boolean).sort((a, b) => a[2] - b[2])[0];
    const parts = [];
    (narrow ? [narrow] : index.year).forEach(([, address, count]) => {
      for (let number = 1; (number - 1) * index.size < count; number += 1) parts.push(address + "rows-" + number + ".json");
    });
    return { parts: parts, count: narrow ? narrow[2] : index.total };
  }

  function records(bulletins) {
    const found = [];
    bulletins.forEach(([address, title, date, departments, rows]) => rows.forEach(([id, label, value, upper, unit, hedge, printed, facets]) => {
      found.push({ id: id, url: address + "#" + id, title: title, date: date, departments: departments.join("；"), label: label,
        value: value, upper: upper, unit: unit, hedge: hedge, printed: printed, facets: facets, issuers: departments });
    }));
    return found;
  }

  function fits(record, filter) {
    if (filter.year && record.date.slice(0, 4) !== filter.year[0]) return false;
    if (filter.department && !record.issuers.includes(filter.department[0])) return false;
    if (filter.unit && record.unit !== unitOf(filter.unit)) return false;
    if (!filter.words.length) return true;
    const words = fold([record.label, record.printed, record.departments, record.date, record.facets, record.title].join(" "));
    return filter.words.every((word) => words.includes(word));
  }

  const unitOf = (choice) => (choice[1] === "unit/no-unit/" ? "" : choice[0]);

  async function find(filter, enough, mine) {
    const parts = partsOf(filter).parts;
    const found = [];
    let looked = 0;
    for (const address of parts) {
      if (found.length >= enough) break;
      status.textContent = "正在取数字……（{done}/{all}）".replace("{done}", looked + 1).replace("{all}", parts.length);
      const rows = await get(address);
      if (mine !== turn) return null;
      looked += 1;
      records(rows).forEach((record) => { if (fits(record, filter)) found.push(record); });
    }
    return { records: found, whole: looked === parts.length };
  }

  function sorted(found) {
    if (!order) return found;
    const key = [(r) => r.label, (r) => r.value, (r) => r.facets, (r) => r.departments, (r) => r.date][order.index];
    const sign = order.down ? -1 : 1;
    return found.slice().sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      return sign * (typeof x === "number" ? x - y : String(x).localeCompare(String(y), "zh-CN"));
    });
  }

  function number(record) {
    const end = record.unit && record.printed.endsWith(record.unit) ? record.printed.length - record.unit.length : record.printed.length;
    const data = make("data", { class: "number number--row", value: String(record.value) });
    const figure = make("span", { class: "number__figure" });
    figure.append(make("span", { class: "number__digits" }, record.printed.slice(0, end)));
    data.append(figure, make("span", { class: "number__tail" }, record.printed.slice(end)));
    return data;
  }

  function written(element) {
    element.setAttribute("lang", "zh-CN");
    return element;
  }

  function elementOf(record) {
    const element = make("tr", { role: "row" });
    const label = make("th", { scope: "row", role: "rowheader", class: "cell--label" });
    label.append(written(make("a", { href: root + "/" + record.url }, record.label)));
    const value = written(make("td", { role: "cell", class: "cell--number" }));
    value.append(number(record));
    const date = make("td", { role: "cell", class: "cell--date" });
    date.append(make("time", { datetime: record.date }, record.date));
    element.append(label, value, written(make("td", { role: "cell", class: "cell--facets" }, record.facets)),
      written(make("td", { role: "cell", class: "cell--department" }, record.departments)), date);
    return element;
  }

  function paging(shown) {
    document.querySelectorAll(".pagination").forEach((pages) => { pages.hidden = !shown; });
  }

  // What the page itself lists: then there is nothing to fetch.
  function asServed(filter) {
    return !order && !filter.words.length && KINDS.every((kind) => (filter[kind] ? filter[kind][0] : "") === (kind === form.dataset.kind ? form.dataset.value : ""));
  }

  function say(answer) {
    const count = Math.min(limit, answer.records.length);
    const words = answer.whole ? "符合{found}项，显示{shown}项" : "已找到{found}项，显示{shown}项，更早的还没有查";
    status.textContent = words.replace("{found}", answer.records.length).replace("{shown}", count);
    more.hidden = answer.whole && count === answer.records.length;
    savers.forEach((saver) => { saver.hidden = !answer.records.length; });
  }

  async function show() {
    turn += 1;
    const mine = turn;
    const filter = chosen();
    // An order that was asked of few rows is given up where its bound would be passed.
    if (order && partsOf(filter).count > MOST) unsort();
    if (asServed(filter)) {
      body.textContent = "";
      body.append(...own);
      paging(true);
      status.textContent = "";
      more.hidden = true;
      savers.forEach((saver) => { saver.hidden = true; });
      return;
    }
    try {
      const answer = await find(filter, order ? Infinity : limit, mine);
      if (!answer) return;
      body.textContent = "";
      body.append(...sorted(answer.records).slice(0, limit).map(elementOf));
      paging(false);
      say(answer);
    } catch (error) {
      if (mine === turn) status.textContent = "没有取到数字，请稍后再试，或下载数据文件。";
    }
  }

  function unsort() {
    order = null;
    table.querySelectorAll("[aria-sort]").forEach((head) => head.removeAttribute("aria-sort"));
  }

  function tooMany(filter) {
    if (partsOf(filter).count <= MOST) return false;
    status.textContent = "全站数字太多，请先选年份、部门或单位，再排序或下载。";
    return true;
  }

  function asCsv(found) {
    const names = Object.keys(found[0] || {});
    // A spreadsheet runs a cell that begins with one of these as a formula; an apostrophe keeps it a word.
    const cell = (value) => {
      const text = value === null ? "" : String(value);
      const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
      return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
    };
    return [names].concat(found.map((record) => names.map((name) => record[name])))
      .map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
  }

  async function save(kind) {
    const filter = chosen();
    if (tooMany(filter)) return;
    turn += 1;
    const answer = await find(filter, Infinity, turn).catch(() => null);
    if (!answer) return;
    say(answer);
    const found = sorted(answer.records).map((record) => {
      const copy = Object.assign({}, record);
      delete copy.issuers;
      return copy;
    });
    const text = kind === "csv" ? "\ufeff" + asCsv(found) : JSON.stringify(found, null, 1);
    const address = URL.createObjectURL(new Blob([text], { type: kind === "csv" ? "text/csv" : "application/json" }));
    const link = make("a", { href: address, download: "statistics." + kind });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  function begin(found) {
    index = found;
    KINDS.forEach((kind) => {
      const select = form.elements[kind];
      index[kind].forEach(([value, , count]) => select.append(make("option", { value: value, lang: "zh-CN" }, value + "（" + count + "）")));
      if (kind === form.dataset.kind) select.value = form.dataset.value;
      select.disabled = false;
    });
    let waiting = 0;
    const anew = () => { limit = SHOWN; show(); };
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(anew, 200); });
    form.addEventListener("submit", (event) => { event.preventDefault(); anew(); });
    more.addEventListener("click", () => { limit += SHOWN; show(); });
    savers.forEach((saver) => saver.addEventListener("click", () => save(saver.dataset.save)));
    table.addEventListener("sort-rows", (event) => {
      // Too many rows to order all of them: those of the page are ordered then.
      if (tooMany(chosen())) return;
      event.preventDefault();
      order = event.detail;
      anew();
    });
  }

  get(place.href).then(begin).catch(() => { status.textContent = "没有取到数字，请稍后再试，或下载数据文件。"; });
})();
