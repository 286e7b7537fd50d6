/* What helps around results on the search page: suggestions while typing, and what to try when nothing is found. */
(function () {
  'use strict';
  const search = self.gongbaoSearch;

  search.make = function make(name, attributes, text) {
    const element = document.createElement(name);
    Object.keys(attributes).forEach((key) => element.setAttribute(key, attributes[key]));
    if (text !== undefined) element.textContent = text;
    return element;
  };

  search.closeOptions = function closeOptions() {};
  search.clearHelp = function clearHelp() {};
  search.help = function help() {};
  search.suggest = function suggest() {};
})();
