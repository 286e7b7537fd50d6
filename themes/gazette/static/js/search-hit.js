/*
 * On a bulletin that was opened from a search result: marks the words searched for, goes to the first place, and
 * offers the next and the previous one. The address names the words as printed, one a line: #hit=words:~:text=words
 * A figure's address says how many of them stand before it: #hit=figure&at=number
 */
(function () {
  'use strict';
  const params = new URLSearchParams(location.hash.slice(1).split(':~:')[0]);
  const named = params.get('hit');
  if (!named) return;
  const body = document.getElementById('text');
  const letters = [];
  const hits = [];

  // The text without blanks, and for each character its text node and offset: words run on over line breaks.
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    node.data.replace(/\S/g, (char, at) => letters.push([node, at, char]));
  }
  const text = letters.map((letter) => letter[2]).join('');
  const words = named.split('\n').map((word) => word.replace(/\s/g, ''));
  for (const word of words.filter(Boolean).sort((one, other) => other.length - one.length)) {
    for (let at = -1; (at = text.indexOf(word, at + 1)) >= 0; ) {
      const end = at + word.length;
      if (hits.every((hit) => hit[1] <= at || hit[0] >= end)) hits.push([at, end]);
    }
  }
  if (!hits.length) return;

  /* Mark a hit, a text node at a time, from the last, so that offsets before a change stay right. */
  function mark([start, end]) {
    const marks = [];
    while (end > start) {
      const [node, last] = letters[--end];
      while (end > start && letters[end - 1][0] === node) end--;
      const range = document.createRange();
      const element = document.createElement('mark');
      element.className = 'hit';
      range.setStart(node, letters[end][1]);
      range.setEnd(node, last + 1);
      range.surroundContents(element);
      marks.unshift(element);
    }
    return marks;
  }

  const groups = hits.sort((one, other) => other[0] - one[0]).map(mark).reverse();
  const bar = document.getElementById('hit-bar').content.firstElementChild;
  const [place, before, after, off] = bar.children;
  let current = 0;
  function go(step) {
    const name = (named) => groups[current].forEach((element) => (element.className = named));
    name('hit');
    current = (current + step + groups.length) % groups.length;
    name('hit is-current');
    groups[current][0].scrollIntoView({ block: 'center' });
    place.textContent = place.dataset.place.replace('{place}', current + 1).replace('{count}', groups.length);
  }
  before.hidden = after.hidden = groups.length < 2;
  before.onclick = () => go(-1);
  after.onclick = () => go(1);
  off.onclick = () => {
    groups.forEach((group) => group.forEach((element) => element.replaceWith(...element.childNodes)));
    body.normalize();
    bar.remove();
  };
  document.body.append(bar);
  go(+params.get('at'));
  // A browser that knows text fragments goes to the first of them once the page stands, which may be in the extract.
  window.addEventListener('load', () => setTimeout(() => current || go(0), 50));
})();
