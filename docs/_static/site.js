// Tables that can be sorted and filtered, and boxes that scroll by keyboard; without this script they are plain.
(function () {
  "use strict";
  function start(box) {
    var body = box.querySelector("tbody"), rows = Array.from(body.rows), output = box.querySelector("output");
    var search = box.querySelector("input[type=search]"), selects = Array.from(box.querySelectorAll("select"));

    function filter() {
      var words = search.value.toLowerCase().split(/\s+/).filter(Boolean), left = 0;
      rows.forEach(function (row) {
        var text = row.textContent.toLowerCase();
        var keep = words.every(function (word) { return text.includes(word); }) && selects.every(function (select) {
          return !select.value || row.cells[select.dataset.column].textContent === select.value;
        });
        row.hidden = !keep;
        left += keep;
      });
      output.textContent = left === rows.length ? left + " rows" : left + " of " + rows.length + " rows";
    }

    function sort(header, column) {
      var down = header.getAttribute("aria-sort") === "ascending";
      var numeric = /integer|number/.test(header.dataset.type);
      box.querySelectorAll("[aria-sort]").forEach(function (other) { other.removeAttribute("aria-sort"); });
      header.setAttribute("aria-sort", down ? "descending" : "ascending");
      rows.sort(function (a, b) {
        var x = a.cells[column].textContent, y = b.cells[column].textContent;
        if (!x || !y) return !x - !y; // empty cells last, whichever the direction
        return (numeric ? x - y : x.localeCompare(y, "en")) * (down ? -1 : 1);
      });
      rows.forEach(function (row) { body.append(row); });
    }

    box.querySelectorAll("thead th").forEach(function (header, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = header.textContent;
      header.replaceChildren(button);
      button.addEventListener("click", function () { sort(header, column); });
    });
    search.addEventListener("input", filter);
    selects.forEach(function (select) { select.addEventListener("change", filter); });
    box.querySelector("form").addEventListener("submit", function (event) { event.preventDefault(); });
    filter();
  }

  // Whatever is wider than the window must be reachable without a mouse.
  function reach() {
    document.querySelectorAll("pre, .table-wrapper, .plain, .cell_output, .cell_output div, figure.chart")
      .forEach(function (box) {
        var scrolls = box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX !== "visible";
        if (scrolls) box.tabIndex = 0;
        else if (box.tabIndex === 0) box.removeAttribute("tabindex");
      });
  }
  addEventListener("DOMContentLoaded", function () { document.querySelectorAll(".published").forEach(start); });
  addEventListener("load", reach);
  addEventListener("resize", reach);
})();
