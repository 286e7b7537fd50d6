// What a page can do beyond reading. Every part looks for its own hooks and does nothing where they are missing.
(function () {
  "use strict";
  const root = document.documentElement;
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const one = (selector, within) => (within || document).querySelector(selector);

  function make(name, attributes, text) {
    const element = document.createElement(name);
    Object.keys(attributes).forEach((key) => element.setAttribute(key, attributes[key]));
    if (text) element.textContent = text;
    return element;
  }

  function remember(key, value) {
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch (error) {
      // Nothing to remember with; the choice holds for this page.
    }
  }

  // Large type. The links also work as plain fragments; here they keep the reader's place and are remembered.
  function setElder(on) {
    root.toggleAttribute("data-elder", on);
    remember("elder", on ? "on" : "");
  }

  function elderMode() {
    if (location.hash === "#elder") {
      setElder(true);
      history.replaceState(null, "", location.pathname + location.search);
    }
    all("[data-elder]").forEach((link) => {
      if (link === root) return;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        const on = link.dataset.elder === "on";
        setElder(on);
        const other = one(on ? '.elder-off' : '.elder-on');
        if (other) other.focus();
      });
    });
  }

  function textSize() {
    const buttons = all("button[data-size]");
    const show = () => {
      const size = root.dataset.size || "medium";
      buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.size === size)));
    };
    buttons.forEach((button) => button.addEventListener("click", () => {
      const size = button.dataset.size;
      if (size === "medium") delete root.dataset.size;
      else root.dataset.size = size;
      remember("size", size === "medium" ? "" : size);
      show();
    }));
    show();
  }

  // From a box to the words it came from, and back.
  function jumps() {
    let mark = null;
    let back = null;
    const clear = () => {
      if (mark) mark.classList.remove("is-marked");
      if (back) back.remove();
      mark = back = null;
    };
    const go = (link, target) => {
      clear();
      mark = target;
      mark.classList.add("is-marked");
      mark.setAttribute("tabindex", "-1");
      if (!link.id) link.id = "from-" + target.id;
      back = make("a", { class: "way-back", href: "#" + link.id }, "返回");
      back.setAttribute("aria-label", "返回数据：{words}".replace("{words}", () => link.textContent.replace(/\s+/g, " ").trim()));
      back.addEventListener("click", (event) => {
        event.preventDefault();
        clear();
        history.replaceState(null, "", location.pathname + location.search);
        link.scrollIntoView({ block: "center" });
        link.focus({ preventScroll: true });
      });
      mark.after(back);
      history.pushState(null, "", "#" + target.id);
      mark.scrollIntoView({ block: "center" });
      mark.focus({ preventScroll: true });
    };
    document.addEventListener("click", (event) => {
      const link = event.target.closest && event.target.closest('a[href^="#q-"]');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!target) return;
      event.preventDefault();
      go(link, target);
    });
    window.addEventListener("popstate", clear);
  }

  function contentsPlace() {
    const links = all(".contents a");
    if (!links.length || !("IntersectionObserver" in window)) return;
    const byId = new Map(links.map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    const watcher = new IntersectionObserver((entries) => {
      entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
        links.forEach((link) => link.removeAttribute("aria-current"));
        byId.get(entry.target.id).setAttribute("aria-current", "location");
      });
    }, { rootMargin: "0px 0px -70% 0px" });
    byId.forEach((link, id) => {
      const heading = document.getElementById(id);
      if (heading) watcher.observe(heading);
    });
  }

  function copyLink(say) {
    // The address of a figure leads to its words; other fragments are of this visit.
    const address = /^#q-/.test(location.hash) ? location.href : location.href.replace(/#.*$/, "");
    const done = () => say("链接已复制");
    const byHand = () => {
      const field = make("textarea", { class: "visually-hidden", readonly: "", "aria-hidden": "true" });
      field.value = address;
      document.body.append(field);
      field.select();
      if (document.execCommand("copy")) done();
      else say("请复制地址栏里的网址");
      field.remove();
    };
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(address).then(done, byHand);
    else byHand();
  }

  // Reads block by block, so that the reader can follow, and long texts don't make browsers stop halfway.
  function speaker(button, say) {
    const speech = window.speechSynthesis;
    if (!speech || !window.SpeechSynthesisUtterance) {
      button.hidden = true;
      return () => {};
    }
    let blocks = [];
    let current = null;
    const stop = () => {
      blocks = [];
      speech.cancel();
      if (current) current.classList.remove("is-read");
      current = null;
      button.setAttribute("aria-pressed", "false");
      button.textContent = "朗读";
    };
    const next = () => {
      if (current) current.classList.remove("is-read");
      current = blocks.shift();
      if (!current) return stop();
      current.classList.add("is-read");
      const words = new SpeechSynthesisUtterance(current.textContent);
      words.lang = "zh-CN";
      words.onend = () => { if (current) next(); };
      words.onerror = () => { if (current) { stop(); say("这台设备暂时不能朗读"); } };
      speech.speak(words);
    };
    window.addEventListener("pagehide", stop);
    return () => {
      if (current) return stop();
      blocks = all("h1, .summary p").concat(all(".prose > *"));
      button.setAttribute("aria-pressed", "true");
      button.textContent = "停止朗读";
      next();
    };
  }

  // Leaving for a site that is no government's is said before it happens.
  function leaving() {
    document.addEventListener("click", (event) => {
      const link = event.target.closest && event.target.closest("a[href^='http']");
      if (!link || link.host === location.host || /(^|\.)gov\.cn$/.test(link.hostname)) return;
      if (!window.confirm("您将离开本站，前往 {host}。要继续吗？".replace("{host}", link.host))) event.preventDefault();
    });
  }

  function tools() {
    const bar = one(".tools");
    if (!bar) return;
    const status = one(".tools__status", bar);
    const say = (words) => { status.textContent = words; };
    const button = (name) => one('[data-tool="' + name + '"]', bar);
    button("copy").addEventListener("click", () => copyLink(say));
    button("print").addEventListener("click", () => window.print());
    button("speak").addEventListener("click", speaker(button("speak"), say));
    window.addEventListener("beforeprint", () => all("details").forEach((drawer) => { drawer.open = true; }));
  }

  // The browser inside WeChat loads no files.
  function inWeChat() {
    if (!/MicroMessenger/i.test(navigator.userAgent)) return;
    new Set(all("a[download], a[href$='.csv']").map((link) => link.closest("ul"))).forEach((list) => {
      if (list) list.before(make("p", { class: "notice notice--caution" }, "微信里不能下载文件：请点右上角“…”，选择“在浏览器打开”。"));
    });
  }

  function printAddress() {
    all("[data-address]").forEach((place) => { place.textContent = location.href.replace(/#.*$/, ""); });
  }

  const fold = (words) => words.normalize("NFKC").toLowerCase();

  function departmentFilter() {
    const form = one('[data-filter="departments"]');
    if (!form) return;
    const field = one("input", form);
    const status = one(".filter__status", form);
    const rows = all(".department").map((row) => [row, " " + fold(row.dataset.words)]);
    form.addEventListener("submit", (event) => event.preventDefault());
    field.addEventListener("input", () => {
      const typed = fold(field.value.trim());
      const words = /^[a-z]+$/.test(typed) ? " " + typed : typed; // letters are the first ones of a name
      let shown = 0;
      rows.forEach(([row, text]) => {
        row.hidden = !text.includes(words);
        if (!row.hidden) shown += 1;
      });
      all("[data-group]").forEach((group) => { group.hidden = !one(".department:not([hidden])", group); });
      status.textContent = words ? "找到{count}个部门".replace("{count}", shown) : "";
    });
  }

  function cellKey(row, index, numeric) {
    const cell = row.cells[index];
    const data = one("data", cell);
    return numeric && data ? Number(data.value) : cell.textContent.trim();
  }

  function sortable() {
    all(".figures-table").forEach((table) => {
      const heads = all("thead th", table);
      heads.forEach((head, index) => {
        const numeric = head.dataset.sort === "number";
        const button = make("button", { type: "button", class: "sort" }, head.textContent.trim());
        head.textContent = "";
        head.append(button);
        button.addEventListener("click", () => {
          const down = head.getAttribute("aria-sort") === "ascending" || (numeric && !head.hasAttribute("aria-sort"));
          heads.forEach((other) => other.removeAttribute("aria-sort"));
          head.setAttribute("aria-sort", down ? "descending" : "ascending");
          const asked = new CustomEvent("sort-rows", { detail: { index: index, down: down }, cancelable: true });
          if (!table.dispatchEvent(asked)) return; // figures.js holds more rows than the page shows
          const body = table.tBodies[0];
          const rows = Array.from(body.rows).map((row) => [cellKey(row, index, numeric), row]);
          rows.sort(([a], [b]) => (numeric ? a - b : a.localeCompare(b, "zh-CN")) * (down ? -1 : 1));
          body.append(...rows.map(([, row]) => row));
        });
      });
    });
  }

  // Some browsers forget that a table is a table once its rows are laid out as blocks; checkers, on the other hand,
  // count roles that are written out as a mistake. So the script writes them.
  function tableRoles() {
    const roles = { thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell", "thead th": "columnheader", "tbody th": "rowheader" };
    all(".figures-table, .ledger").forEach((table) => {
      table.setAttribute("role", "table");
      Object.keys(roles).forEach((name) => all(name, table).forEach((part) => part.setAttribute("role", roles[name])));
    });
  }

  [elderMode, textSize, jumps, contentsPlace, tools, inWeChat, printAddress, leaving, departmentFilter, sortable, tableRoles].forEach((part) => part());
})();
