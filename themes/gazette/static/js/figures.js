// The table of figures: filters the rows of the page at once and, when asked, those of the whole site.
(function () {
  "use strict";
  const form = document.querySelector('[data-filter="figures"]');
  const table = document.querySelector(".figures-table");
  if (!form || !table) return;

  const MOST = 200;
  const body = table.tBodies[0];
  const root = form.dataset.root;
  const status = form.querySelector(".filter__status");
  const selects = Array.from(form.querySelectorAll("select"));
  const loader = form.querySelector("[data-load]");
  const savers = Array.from(form.querySelectorAll("[data-save]"));
  const fold = (words) => words.normalize("NFKC").toLowerCase();

  // A row is what the filters look at; its element is there for rows of the page and made when needed for others.
  let rows = Array.from(body.rows).map((element) => ({
    department: element.dataset.department,
    unit: element.dataset.unit,
    year: element.dataset.year,
    words: fold(element.textContent),
    element: element,
  }));
  let whole = false;
  let order = null;

  function make(name, attributes, text) {
    const element = document.createElement(name);
    Object.keys(attributes).forEach((key) => element.setAttribute(key, attributes[key]));
    if (text) element.textContent = text;
    return element;
  }

  function fromRecord(record) {
    return {
      department: record.departments,
      unit: record.unit,
      year: record.date.slice(0, 4),
      words: fold([record.label, record.printed, record.departments, record.date, record.scope, record.cumulative, record.period].join(" ")),
      record: record,
    };
  }

  function number(record) {
    const end = record.unit && record.printed.endsWith(record.unit) ? record.printed.length - record.unit.length : record.printed.length;
    const data = make("data", { class: "number number--row", value: String(record.value) });
    const figure = make("span", { class: "number__figure" });
    figure.append(make("span", { class: "number__digits" }, record.printed.slice(0, end)));
    data.append(figure, make("span", { class: "number__tail" }, record.printed.slice(end)));
    return data;
  }

  function elementOf(row) {
    if (row.element) return row.element;
    const record = row.record;
    const element = make("tr", { role: "row" });
    const label = make("th", { scope: "row", role: "rowheader", class: "cell--label" });
    label.append(make("a", { href: root + "/" + record.url, lang: "zh-CN" }, record.label));
    const value = make("td", { role: "cell", class: "cell--number", lang: "zh-CN" });
    value.append(number(record));
    const facets = [record.period, record.scope, record.cumulative, record.per].filter(Boolean).join(" · ");
    const date = make("td", { role: "cell", class: "cell--date" });
    date.append(make("time", { datetime: record.date }, record.date));
    element.append(label, value, make("td", { role: "cell", class: "cell--facets", lang: "zh-CN" }, facets),
      make("td", { role: "cell", class: "cell--department", lang: "zh-CN" }, record.departments), date);
    row.element = element;
    return element;
  }

  function options() {
    selects.forEach((select) => {
      const chosen = select.value;
      while (select.options.length > 1) select.remove(1);
      Array.from(new Set(rows.map((row) => row[select.name]).filter(Boolean)))
        .sort((a, b) => a.localeCompare(b, "zh-CN"))
        .forEach((value) => select.append(make("option", { value: value, lang: "zh-CN" }, value)));
      select.value = chosen;
      if (select.selectedIndex < 0) select.value = "";
    });
  }

  function matching() {
    const words = fold(form.elements.words.value.trim()).split(/\s+/).filter(Boolean);
    return rows.filter((row) =>
      selects.every((select) => !select.value || row[select.name] === select.value) &&
      words.every((word) => row.words.includes(word)));
  }

  function inOrder(found) {
    if (!order) return found;
    const keys = {
      "0": (record) => record.label, "1": (record) => record.value, "2": (record) => record.scope || record.period,
      "3": (record) => record.departments, "4": (record) => record.date,
    };
    const key = keys[order.index];
    const sign = order.down ? -1 : 1;
    return found.slice().sort((a, b) => {
      const [x, y] = [key(a.record), key(b.record)];
      return sign * (typeof x === "number" ? x - y : String(x).localeCompare(String(y), "zh-CN"));
    });
  }

  function show() {
    const found = matching();
    if (whole) {
      body.textContent = "";
      body.append(...inOrder(found).slice(0, MOST).map(elementOf));
      const words = found.length > MOST ? "全站{all}项中符合{found}项，显示前{shown}项" : "全站{all}项中符合{found}项";
      status.textContent = words.replace("{all}", rows.length).replace("{found}", found.length).replace("{shown}", MOST);
    } else {
      const kept = new Set(found);
      rows.forEach((row) => { row.element.hidden = !kept.has(row); });
      status.textContent = "本页{all}项中显示{found}项".replace("{all}", rows.length).replace("{found}", found.length);
    }
  }

  function load() {
    loader.disabled = true;
    status.textContent = "正在取全站数字……";
    return fetch(loader.dataset.load).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    }).then((records) => {
      rows = records.map(fromRecord);
      whole = true;
      loader.hidden = true;
      savers.forEach((saver) => { saver.hidden = false; });
      document.querySelectorAll(".pagination").forEach((pages) => { pages.hidden = true; });
      options();
      show();
    }).catch(() => {
      loader.disabled = false;
      status.textContent = "没有取到全站数字，请稍后再试，或下载数据文件。";
    });
  }

  function asCsv(records) {
    const names = Object.keys(records[0] || {});
    // A spreadsheet runs a cell that begins with one of these as a formula; an apostrophe keeps it a word.
    const cell = (value) => {
      const text = value === null ? "" : String(value);
      const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
      return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
    };
    return [names].concat(records.map((record) => names.map((name) => record[name])))
      .map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
  }

  function save(kind) {
    const records = inOrder(matching()).map((row) => row.record);
    const text = kind === "csv" ? "\ufeff" + asCsv(records) : JSON.stringify(records, null, 1);
    const address = URL.createObjectURL(new Blob([text], { type: kind === "csv" ? "text/csv" : "application/json" }));
    const link = make("a", { href: address, download: "statistics." + kind });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  if (loader) loader.addEventListener("click", load);
  savers.forEach((saver) => saver.addEventListener("click", () => save(saver.dataset.save)));
  table.addEventListener("sort-rows", (event) => {
    if (!whole) return;
    event.preventDefault();
    order = event.detail;
    show();
  });
  options();
})();
