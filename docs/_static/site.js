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
      offer(left);
      keep();
    }

    // What is filtered can be sent and taken along: the choices stand in the address, the rows in a file.
    function keep() {
      var chosen = new URLSearchParams();
      if (search.value) chosen.set("q", search.value);
      selects.forEach(function (select) { if (select.value) chosen.set(select.name, select.value); });
      var asked = chosen.toString();
      history.replaceState(null, "", location.pathname + (asked ? "?" + asked : "") + location.hash);
    }

    function restore() {
      var asked = new URLSearchParams(location.search);
      search.value = asked.get("q") || "";
      selects.forEach(function (select) { select.value = asked.get(select.name) || ""; });
    }

    function csv() {
      var order = Array.from(box.querySelectorAll("thead th")).map(function (header, column) {
        return { column: column, place: Number(header.dataset.place), name: header.textContent };
      }).sort(function (a, b) { return a.place - b.place; });
      function line(cells) {
        return cells.map(function (cell) { return /[",\r\n]/.test(cell) ? '"' + cell.replace(/"/g, '""') + '"' : cell; }).join(",");
      }
      var left = rows.filter(function (row) { return !row.hidden; }).map(function (row) {
        return line(order.map(function (one) { return row.cells[one.column].textContent; }));
      });
      return [line(order.map(function (one) { return one.name; }))].concat(left).join("\n") + "\n";
    }

    function offer(left) {
      part.hidden = left === rows.length;
      part.textContent = "Download these " + left + " rows";
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
    var part = document.createElement("a");
    part.href = "#";
    part.className = "part";
    part.download = box.dataset.name + "-filtered.csv";
    part.addEventListener("click", function () {
      part.href = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
    });
    box.querySelector(".whole").after(" ", part);
    restore();
    search.addEventListener("input", filter);
    selects.forEach(function (select) { select.addEventListener("change", filter); });
    box.querySelector("form").addEventListener("submit", function (event) { event.preventDefault(); });
    filter();
  }

  // Each citation has a button that copies it; where the browser forbids it, the words are selected instead.
  function copy(button) {
    var words = button.closest(".cite").querySelector("pre");
    button.addEventListener("click", function () {
      function done() { button.textContent = "Copied"; setTimeout(function () { button.textContent = "Copy"; }, 2000); }
      function select() { getSelection().selectAllChildren(words); button.textContent = "Selected"; }
      if (navigator.clipboard) navigator.clipboard.writeText(words.textContent + "\n").then(done, select);
      else select();
    });
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
  addEventListener("DOMContentLoaded", function () { document.querySelectorAll("button.copy").forEach(copy); });
  addEventListener("load", reach);
  addEventListener("resize", reach);
})();
