(function () {
  "use strict";
  var all = function (selector, from) { return Array.from((from || document).querySelectorAll(selector)); };
  var form = document.querySelector(".filters");
  var panel = document.getElementById("panel");
  var shown = document.getElementById("shown");
  var rows = document.getElementById("rows");
  var list = document.getElementById("list");
  var marks = all(".m").map(function (element) {
    return { element: element, rows: element.dataset.rows.split(" "), href: element.getAttribute("href") };
  });
  var cards = new Map(all(".card", rows).map(function (card) { return [card.dataset.anchor, card]; }));
  var returnTo = null;
  document.documentElement.classList.add("js");
  try {  // the site around the page lets its readers choose light or dark
    document.documentElement.dataset.theme = localStorage.getItem("theme") || "auto";
  } catch (forbidden) {}

  function passes(card) {
    var kinds = all("[name=kind]:checked", form).map(function (box) { return box.value; });
    var speaker = form.elements.speaker.value, side = form.elements.side.value;
    return kinds.includes(card.dataset.kind) && (!speaker || card.dataset.speaker === speaker) &&
      (!side || card.dataset.side === side);
  }

  function filter() {
    var kept = new Set();
    cards.forEach(function (card, anchor) {
      var keep = passes(card);
      card.hidden = !keep;
      if (keep) kept.add(anchor);
    });
    marks.forEach(function (mark) {
      var visible = mark.rows.filter(function (row) { return kept.has(row); });
      mark.visible = visible;
      mark.element.dataset.kinds = visible.map(function (row) {
        return cards.get(row).dataset.kind[0];
      }).join("");
      if (!mark.href) return;
      if (visible.length) mark.element.setAttribute("href", "#" + visible[0]);
      else mark.element.removeAttribute("href");
    });
    form.querySelector("output").textContent = kept.size === cards.size ? cards.size + " marks" :
      kept.size + " of " + cards.size + " marks";
  }

  function choose(anchor) {
    marks.forEach(function (mark) { mark.element.classList.toggle("chosen", mark.rows.includes(anchor)); });
  }

  function open(anchors, from) {
    shown.replaceChildren.apply(shown, anchors.map(function (anchor) {
      var copy = cards.get(anchor).cloneNode(true);
      copy.hidden = false;
      [copy].concat(all("[id]", copy)).forEach(function (element) { element.removeAttribute("id"); });
      return copy;
    }));
    choose(anchors[0]);
    returnTo = from;
    panel.hidden = false;
    panel.scrollTop = 0;
    document.body.classList.add("reading");
  }

  // The first line of a mark must stay in sight, whatever the panel covers.
  function reveal(element) {
    var box = element.getClientRects()[0];
    var limit = getComputedStyle(panel).position === "fixed" && !panel.hidden ? panel.getBoundingClientRect().top : innerHeight;
    if (box.top < 0 || box.bottom > limit) element.scrollIntoView({ block: "start" });
  }

  function close() {
    panel.hidden = true;
    choose(null);
    document.body.classList.remove("reading");
    if (returnTo) returnTo.focus({ preventScroll: true });
  }

  function follow() {
    var anchor;
    try {
      anchor = decodeURIComponent(location.hash.slice(1));
    } catch (malformed) {  // #%E0%A4%A names no row
      return;
    }
    var place = document.getElementById(anchor);
    if (!place || !place.classList.contains("at")) return;
    if (!cards.has(anchor)) {
      var next = place.nextElementSibling;
      if (next && cards.has(next.id)) anchor = next.id;
    }
    var found = marks.find(function (mark) { return mark.rows.includes(anchor); });
    if (!found) return;
    var others = found.visible.filter(function (row) { return row !== anchor; });
    open([anchor].concat(others), found.element);
    found.element.scrollIntoView({ block: "start" });
  }

  marks.forEach(function (mark) {
    mark.element.addEventListener("click", function (event) {
      if (!mark.visible.length || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      var first = marks.find(function (other) { return other.href && other.rows.includes(mark.visible[0]); });
      open(mark.visible, (mark.href ? mark : first || mark).element);
      history.replaceState(null, "", "#" + mark.visible[0]);
      panel.focus({ preventScroll: true });
      reveal(mark.element);
    });
  });
  document.getElementById("close").addEventListener("click", close);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape" && !panel.hidden) close(); });
  list.addEventListener("click", function () {
    var isOpen = rows.classList.toggle("open");
    list.setAttribute("aria-expanded", String(isOpen));
    list.textContent = isOpen ? "Hide the list" : "List all rows";
    if (isOpen) rows.scrollIntoView();
  });
  form.addEventListener("change", function (event) {
    filter();
    var left = marks.find(function (mark) { return mark.visible.length; });
    if (event.target.value && event.target.tagName === "SELECT" && left) reveal(left.element);
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  addEventListener("hashchange", follow);
  filter();
  follow();
})();
