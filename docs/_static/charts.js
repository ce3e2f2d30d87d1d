// Draws each chart anew from its specification; a mark that stands for a row leads to the row's sentence.
(function () {
  "use strict";
  var root = document.documentElement.dataset.content_root || "";

  // A row of a text says most, an actor less, a whole text least.
  function rank(address) { return !address.includes("#") ? 2 : address.startsWith("actors.html") ? 1 : 0; }

  function addressOf(item) {
    var found = Object.values((item && item.datum) || {}).filter(function (value) {
      return typeof value === "string" && Object.hasOwn(window.rowAddresses, value);
    }).map(function (id) { return window.rowAddresses[id]; });
    found.sort(function (a, b) { return rank(a) - rank(b); });
    return found.length ? root + "reader/" + found[0] : null;
  }

  function draw(figure) {
    var spec = JSON.parse(figure.querySelector("script").textContent);
    var place = document.createElement("div");
    figure.append(place);
    var options = { actions: false, renderer: "svg" };
    window.vegaEmbed(place, spec, options).then(function (result) {
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
    });
  }
  addEventListener("DOMContentLoaded", function () { document.querySelectorAll("figure.chart").forEach(draw); });
})();
