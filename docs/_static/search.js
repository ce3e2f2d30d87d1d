// Adds the rows whose words, speaker or sentence hold what is sought, above the pages that Sphinx finds.
(function () {
  "use strict";
  var LIMIT = 50;

  function matches(row, words) {
    var text = [row.words, row.more, row.sentence].join(" ").toLowerCase();
    return words.every(function (word) { return text.includes(word); });
  }

  function marked(row) {
    var at = row.sentence.indexOf(row.words), mark = document.createElement("mark");
    if (at < 0) return [row.sentence];
    mark.textContent = row.words;
    return [row.sentence.slice(0, at), mark, row.sentence.slice(at + row.words.length)];
  }

  function item(row) {
    var line = document.createElement("li"), link = document.createElement("a"), said = document.createElement("p");
    link.href = "reader/" + row.link;
    link.textContent = row.id;
    said.append.apply(said, marked(row));
    said.append(" (" + row.where + ")");
    line.append(link, said);
    return line;
  }

  addEventListener("DOMContentLoaded", function () {
    var query = (new URLSearchParams(location.search).get("q") || "").trim();
    var results = document.getElementById("search-results");
    if (!query || !results) return;
    var words = query.toLowerCase().split(/\s+/);
    var found = window.rowWords.filter(function (row) { return matches(row, words); });
    var box = document.createElement("section"), heading = document.createElement("h2"), list = document.createElement("ul");
    box.className = "found-rows";
    heading.textContent = found.length === 1 ? "1 row" : found.length + " rows";
    found.slice(0, LIMIT).forEach(function (row) { list.append(item(row)); });
    box.append(heading, list);
    results.before(box);
  });
})();
