// Draws each chart anew from its specification, so that it fits a phone; a mark that stands for a row leads to the
// row's sentence.
(function () {
  "use strict";
  var root = document.documentElement.dataset.content_root || "";
  var ROOMY = 700;         // pixels; the charts of the notebooks are drawn for that much
  var LETTER = 6;          // pixels a letter of a label takes
  var LONGEST = 23;        // letters in a line of a label on a narrow screen
  var LINE = 11, LINES = 3;

  // A row of a text says most, an actor less, a whole text least.
  function rank(address) { return !address.includes("#") ? 2 : address.startsWith("actors.html") ? 1 : 0; }

  function addressOf(item) {
    var found = Object.values((item && item.datum) || {}).filter(function (value) {
      return typeof value === "string" && Object.hasOwn(window.rowAddresses, value);
    }).map(function (id) { return window.rowAddresses[id]; });
    found.sort(function (a, b) { return rank(a) - rank(b); });
    return found.length ? root + "reader/" + found[0] : null;
  }

  function each(node, visit) {
    if (!node || typeof node !== "object") return;
    visit(node);
    Object.entries(node).forEach(function (entry) { if (entry[0] !== "values" && entry[0] !== "datasets") each(entry[1], visit); });
  }

  function wrap(words, letters) {
    return String(words).match(new RegExp("\\S.{0," + (letters - 1) + "}(?=\\s|$)|\\S+", "g")) || [""];
  }

  function valuesOf(spec, field) {
    var rows = [];
    each(spec, function (node) { if (node.data && node.data.values) rows = rows.concat(node.data.values); });
    Object.values(spec.datasets || {}).forEach(function (values) { rows = rows.concat(values); });
    return rows.map(function (row) { return row[field]; }).filter(function (value) { return typeof value === "string"; });
  }

  // Labels take up to three lines, so that the marks get the width.
  function breakLabels(spec) {
    var lines = 1;
    each(spec, function (node) {
      var y = node.encoding && node.encoding.y;
      if (!y || y.type !== "nominal" || y.axis === null) return;
      valuesOf(spec, y.field).forEach(function (label) { lines = Math.max(lines, wrap(label, LONGEST).length); });
      y.axis = Object.assign({}, y.axis, {
        labelLimit: LONGEST * LETTER, labelLineHeight: LINE, labelFontSize: 10,
        labelExpr: "slice(split(replace(datum.label, regexp('(.{1," + LONGEST + "})(\\\\s+|$)', 'g'), '$1\\n'), '\\n'), 0, " + LINES + ")"
      });
    });
    each(spec, function (node) {
      if (node.height && node.height.step) node.height.step = Math.max(node.height.step, Math.min(lines, LINES) * LINE + 5);
    });
  }

  // Panels that stand side by side are stacked, each under its name.
  function stack(spec) {
    each(spec, function (node) {
      var facet = node.facet && (node.facet.column || node.facet.row);
      if (!facet) return;
      facet.header = Object.assign({}, facet.header, { labelOrient: "top", labelAnchor: "start", labelAlign: "left", labelLimit: 200 });
      node.facet = { row: facet };
    });
  }

  function narrowed(spec, room, width) {
    spec = JSON.parse(JSON.stringify(spec));
    breakLabels(spec);
    stack(spec);
    each(spec, function (node) {
      if (typeof node.width === "number") node.width = width;
      if (node.columns) node.columns = 1;
      if (node.labelAngle) node.labelAngle = -90;
      if (node.tickCount) node.tickCount = Math.min(node.tickCount, 4);
    });
    if (spec.title && spec.title.text) {
      spec.title.text = wrap(spec.title.text, Math.floor(room / 8.3));
      spec.title.subtitle = wrap(spec.title.subtitle || "", Math.floor(room / LETTER));
    }
    spec.config = Object.assign({}, spec.config);
    spec.config.legend = Object.assign({}, spec.config.legend, {
      columns: 1, labelLimit: room / 2 - 30, layout: { bottom: { direction: "vertical", anchor: "start" } }
    });
    return spec;
  }

  function show(figure, place, spec) {
    return window.vegaEmbed(place, spec, { actions: false, renderer: "svg" }).then(function (result) {
      figure.querySelectorAll(":scope > svg").forEach(function (picture) { picture.remove(); });
      // The figure's label describes it as a whole, the table before it mark by mark.
      place.querySelector("svg").setAttribute("aria-hidden", "true");
      result.view.addEventListener("click", function (event, item) {
        var address = addressOf(item);
        if (address) location.assign(address);
      });
      result.view.addEventListener("mousemove", function (event, item) {
        place.classList.toggle("clickable", Boolean(addressOf(item)));
      });
      figure.dataset.drawn = "true";
      return place.querySelector("svg").getBoundingClientRect().width;
    });
  }

  function draw(figure) {
    var spec = JSON.parse(figure.querySelector("script").textContent), room = figure.clientWidth;
    var place = figure.querySelector(":scope > div") || figure.appendChild(document.createElement("div"));
    if (room >= ROOMY || figure.dataset.room === String(room)) return figure.dataset.room === String(room) || show(figure, place, spec);
    figure.dataset.room = room;
    // How much the labels take is known once they are drawn; the marks get what is left.
    function fit(width, tries) {
      return show(figure, place, narrowed(spec, room, width)).then(function (taken) {
        if (tries && (taken > room || taken < room - 8)) return fit(Math.max(130, Math.floor(width + room - taken)), tries - 1);
      });
    }
    return fit(Math.round(room / 2), 4);
  }

  function drawAll() { document.querySelectorAll("figure.chart").forEach(draw); }
  addEventListener("DOMContentLoaded", drawAll);
  addEventListener("resize", drawAll);
})();
