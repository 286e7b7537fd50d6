/*
 * On a bulletin that was opened from a search result: marks the words searched for, goes to the first place, and
 * offers the next and the previous one. The address names the words as printed, one a line: #hit=words:~:text=words
 */
(function () {
  'use strict';
  const named = /^#hit=([^:]*)/.exec(location.hash);
  const body = document.getElementById('text') || document.querySelector('main');
  if (!named || !body) return;

  /* The text without blanks, and for each character its text node and offset: words run on over line breaks. */
  function letters() {
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    const found = { text: '', places: [] };
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let at = 0; at < node.data.length; at++) {
        if (/\s/.test(node.data[at])) continue;
        found.text += node.data[at];
        found.places.push([node, at]);
      }
    }
    return found;
  }

  function ranges(text, words) {
    const taken = new Array(text.length).fill(0);
    words.forEach(function (word) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        if (!taken[at]) taken.fill(1, at, at + word.length).fill(2, at, at + 1);
      }
    });
    return taken;
  }

  /* Mark from the last place to the first, so that offsets before a change stay right. Returns groups of marks. */
  function mark(places, taken) {
    const groups = [];
    let group = [];
    for (let end = taken.length; end > 0; ) {
      const at = end - 1;
      if (!taken[at]) {
        end--;
        continue;
      }
      let start = at;
      const joins = (one, next) => places[one][0] === places[next][0];
      while (taken[start] === 1 && taken[start - 1] && joins(start - 1, start)) start--;
      const node = places[start][0];
      const element = document.createElement('mark');
      element.className = 'hit';
      const range = document.createRange();
      range.setStart(node, places[start][1]);
      range.setEnd(node, places[at][1] + 1);
      range.surroundContents(element);
      group.unshift(element);
      if (taken[start] === 2) {
        groups.unshift(group);
        group = [];
      }
      end = start;
    }
    return groups;
  }

  function bar(groups) {
    const frame = document.createElement('div');
    const place = document.createElement('span');
    let current = -1;
    const go = function (number) {
      if (current >= 0) groups[current].forEach((element) => element.classList.remove('is-current'));
      current = (number + groups.length) % groups.length;
      groups[current].forEach((element) => element.classList.add('is-current'));
      groups[current][0].scrollIntoView({ block: 'center' });
      place.textContent = '第{place}处，共{count}处'.replace('{place}', current + 1).replace('{count}', groups.length);
    };
    const button = function (text, act) {
      const element = document.createElement('button');
      element.type = 'button';
      element.textContent = text;
      element.addEventListener('click', act);
      return element;
    };
    frame.className = 'hit-bar';
    frame.setAttribute('role', 'region');
    frame.setAttribute('aria-label', '检索词在本文的位置');
    place.setAttribute('role', 'status');
    frame.append(place);
    if (groups.length > 1) frame.append(button('上一处', () => go(current - 1)), button('下一处', () => go(current + 1)));
    frame.append(button('取消标记', function () {
      groups.forEach((group) => group.forEach((element) => element.replaceWith(...element.childNodes)));
      body.normalize();
      frame.remove();
    }));
    document.body.append(frame);
    go(0);
    // A browser that knows text fragments goes to the first of them once the page stands, which may be in the extract.
    window.addEventListener('load', () => setTimeout(() => current === 0 && go(0), 50));
  }

  let words = [];
  try {
    words = decodeURIComponent(named[1]).split('\n').map((word) => word.replace(/\s/g, '')).filter(Boolean);
  } catch (error) {
    return; // the address was cut or mistyped: the page is there to be read all the same
  }
  words.sort((one, other) => other.length - one.length);
  const all = letters();
  const groups = mark(all.places, ranges(all.text, words));
  if (groups.length) bar(groups);
})();
