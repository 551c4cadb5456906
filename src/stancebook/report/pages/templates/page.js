"use strict";
document.querySelectorAll("table.sortable").forEach(function (table) {
  var body = table.tBodies[0], heads = Array.from(table.tHead.rows[0].cells);
  if (body.rows.length < 2) return;
  function value(row, column) {
    var cell = row.cells[column], given = cell.getAttribute("data-v");
    var text = given === null ? cell.textContent.trim() : given;
    return text === "" ? null : text;
  }
  function compare(a, b) {
    if (a === null || b === null) return a === b ? 0 : a === null ? 2 : -2;
    var x = Number(a.replace(/,/g, "")), y = Number(b.replace(/,/g, ""));
    return isNaN(x) || isNaN(y) ? a.localeCompare(b) : x - y;
  }
  heads.forEach(function (head, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.setAttribute("aria-label", "Sort by " + head.textContent.trim());
    head.appendChild(button);
    button.addEventListener("click", function () {
      var number = head.classList.contains("num") || (column > 0 && head.matches(".matrix th"));
      var up = head.getAttribute("aria-sort") === "descending" ||
        (!head.getAttribute("aria-sort") && !number);
      heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      Array.from(body.rows).map(function (row) { return [value(row, column), row]; })
        .sort(function (a, b) {
          var order = compare(a[0], b[0]);
          return Math.abs(order) === 2 && (a[0] === null || b[0] === null) ? order : up ? order : -order;
        }).forEach(function (pair) { body.appendChild(pair[1]); });
    });
  });
  if (body.rows.length < 9) return;
  var label = document.createElement("label"), box = document.createElement("input");
  var told = document.createElement("span");
  label.className = "find";
  box.type = "search";
  told.setAttribute("role", "status");
  label.append((table.getAttribute("data-filter") || "Find") + " ", box, " ", told);
  (table.closest(".wide") || table).before(label);
  box.addEventListener("input", function () {
    var wanted = box.value.trim().toLowerCase(), shown = 0;
    Array.from(body.rows).forEach(function (row) {
      row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
      if (!row.hidden) shown += 1;
    });
    told.textContent = wanted === "" ? "" : shown + " of " + body.rows.length;
  });
});
document.querySelectorAll("details").forEach(function (part) {
  window.addEventListener("beforeprint", function () { part.open = true; });
});
(function () {
  function reveal() {
    var at = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var up = at; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    if (at) at.scrollIntoView();
  }
  window.addEventListener("hashchange", reveal);
  if (location.hash) reveal();
})();
