/* The matrix by keyboard, and its evidence beside it. Without this every cell is a link to a page of its own. */
document.addEventListener("DOMContentLoaded", () => {
  const table = document.getElementById("matrix");
  const evidence = document.getElementById("evidence");
  if (!table || !evidence) return;
  const cells = [...table.querySelectorAll("a[data-cell]")];
  let opened = null;

  const place = (cell) => {
    const box = cell.getBoundingClientRect();
    return { row: cell.closest("tr").rowIndex, x: (box.left + box.right) / 2 };
  };

  const beside = (cell, step) => cells[cells.indexOf(cell) + step];

  const above = (cell, step) => {
    const from = place(cell);
    for (let row = table.rows[from.row + step]; row; row = table.rows[row.rowIndex + step]) {
      const found = [...row.querySelectorAll("a[data-cell]")];
      if (found.length) return found.reduce((a, b) => (Math.abs(place(b).x - from.x) < Math.abs(place(a).x - from.x) ? b : a));
    }
    return undefined;
  };

  const visit = (cell) => {
    cells.forEach((each) => (each.tabIndex = each === cell ? 0 : -1));
    cell.focus();
  };

  const close = () => {
    if (!evidence.hasChildNodes()) return;
    evidence.replaceChildren();
    if (opened) {
      opened.removeAttribute("aria-expanded");
      visit(opened);
    }
    opened = null;
  };

  cells.forEach((each, index) => (each.tabIndex = index ? -1 : 0));

  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("a[data-cell]");
    if (!cell || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = {
      ArrowLeft: () => beside(cell, -1), ArrowRight: () => beside(cell, 1),
      ArrowUp: () => above(cell, -1), ArrowDown: () => above(cell, 1),
    }[event.key]?.();
    if (!next) return;
    event.preventDefault();
    visit(next);
  });

  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  evidence.addEventListener("click", (event) => { if (event.target.closest("[data-close]")) close(); });

  table.addEventListener("click", (event) => {
    const cell = event.target.closest("a[data-cell]");
    if (!cell) return;
    opened?.removeAttribute("aria-expanded");
    opened = cell;
    cell.setAttribute("aria-expanded", "true");
    cells.forEach((each) => (each.tabIndex = each === cell ? 0 : -1));
  });

  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.target === evidence) evidence.querySelector("h2")?.focus();
  });
});
