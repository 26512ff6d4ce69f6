"use strict";
// Without this script everything is readable: it sorts, filters, opens and closes.
(() => {
  const all = (query, root = document) => [...root.querySelectorAll(query)];

  for (const hidden of all("form.filter, p.actions")) hidden.hidden = false;

  const valueOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value ?? cell.textContent.trim();
  };
  const compare = (kind, down) => (a, b) => {
    if (a === b) return 0;
    if (a === "") return 1; // what has no value stays last, whatever the direction
    if (b === "") return -1;
    const order = kind === "number" ? Number(a) - Number(b) : a.localeCompare(b, "en", { numeric: true });
    return down ? -order : order;
  };
  for (const table of all("table.sortable")) {
    const heads = all("thead th", table);
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const order = compare(head.dataset.kind, down);
        const body = table.tBodies[0];
        const rows = [...body.rows].map((row) => [valueOf(row, column), row]);
        rows.sort((a, b) => order(a[0], b[0]));
        body.append(...rows.map((pair) => pair[1]));
      });
    });
  }

  // What is searched: rows with the element that they tell of, and items of a tree, which show what is below.
  const form = document.querySelector("form.filter");
  const rows = all("[data-of], [data-item]").map((row) => {
    const details = row.dataset.of ? document.getElementById(row.dataset.of) : row.querySelector("details");
    // Of a cluster, the genes that speak for its own nodes count, not those against them or of their rivals.
    const own = all(".node[data-own] .markers tbody th", details)
      .map((gene) => gene.textContent)
      .filter((gene) => gene.startsWith("+"));
    const text = row.dataset.of ? [row.textContent, ...own].join(" ") : details.textContent;
    return { row, details, text: text.toLowerCase() };
  });
  if (form) {
    const fields = all("[data-filter]", form);
    const told = form.querySelector("output");
    const filter = () => {
      let found = 0;
      for (const { row, text } of rows) {
        const fits = fields.every((field) => {
          const wanted = field.value.trim();
          if (wanted === "") return true;
          if (field.dataset.filter !== "text") return row.dataset[field.dataset.filter] === wanted;
          return wanted.toLowerCase().split(/\s+/).every((word) => text.includes(word));
        });
        row.classList.toggle("found", fits);
        found += fits ? 1 : 0;
      }
      for (const { row, details } of rows) {
        row.hidden = !row.classList.contains("found") && row.querySelector(".found") === null;
        if (row.dataset.of) details.hidden = row.hidden;
      }
      told.textContent = found === rows.length ? "" : `${found} of ${rows.length} found`;
    };
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
  }

  for (const button of all("button[data-open]")) {
    button.addEventListener("click", () => {
      const open = button.dataset.open === "all";
      for (const details of all("details", button.closest("section"))) details.open = open;
    });
  }

  const openTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", openTarget);
  if (location.hash) openTarget();

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("main details:not([open])");
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
  });
})();
