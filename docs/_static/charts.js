// Draws each chart anew from its specification; a mark that stands for a row leads to the row's sentence.
(function () {
  "use strict";
  var root = document.documentElement.dataset.content_root || "";

  function addressOf(item) {
    var datum = (item && item.datum) || {};
    var id = Object.values(datum).find(function (value) {
      return typeof value === "string" && Object.hasOwn(window.rowAddresses, value);
    });
    return id && root + "reader/" + window.rowAddresses[id];
  }

  function draw(figure) {
    var spec = JSON.parse(figure.querySelector("script").textContent);
    var place = document.createElement("div");
    figure.append(place);
    var options = { actions: false, renderer: "svg", ast: false };
    window.vegaEmbed(place, spec, options).then(function (result) {
      figure.querySelectorAll(":scope > svg").forEach(function (picture) { picture.remove(); });
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
