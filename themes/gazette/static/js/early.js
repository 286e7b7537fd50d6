// Runs before the first paint, so that the reader's own type size is there from the start and nothing jumps.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  try {
    if (localStorage.getItem("elder") === "on") root.setAttribute("data-elder", "");
    var size = localStorage.getItem("size");
    if (size === "small" || size === "large") root.setAttribute("data-size", size);
  } catch (error) {
    // Storage is refused in some private windows; the page then starts in its normal size.
  }
})();
