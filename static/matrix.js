/* The matrix by keyboard, its evidence beside it, and the years as a slider that plays. Without this every cell and
   every year is a link to a page of its own. */
document.addEventListener("DOMContentLoaded", () => {
  const years = document.querySelector("nav#years");
  let opened = null;

  const table = () => document.getElementById("matrix");
  const evidence = () => document.getElementById("evidence");
  const cells = () => [...(table()?.querySelectorAll("a[data-cell]") ?? [])];

  /* One cell at a time is reached by Tab; arrows lead on from it. */
  const rove = (to) => cells().forEach((each, index) => (each.tabIndex = (to ? each === to : !index) ? 0 : -1));

  const middle = (cell) => {
    const box = cell.getBoundingClientRect();
    return (box.left + box.right) / 2;
  };

  const beside = (cell, step) => cells()[cells().indexOf(cell) + step];

  const above = (cell, step) => {
    const rows = table().rows;
    const from = middle(cell);
    for (let row = rows[cell.closest("tr").rowIndex + step]; row; row = rows[row.rowIndex + step]) {
      const found = [...row.querySelectorAll("a[data-cell]")];
      if (found.length) return found.reduce((a, b) => (Math.abs(middle(b) - from) < Math.abs(middle(a) - from) ? b : a));
    }
    return undefined;
  };

  const visit = (cell) => {
    rove(cell);
    cell.focus();
  };

  const close = () => {
    if (!evidence()?.hasChildNodes()) return;
    evidence().replaceChildren();
    if (opened?.isConnected) {
      opened.removeAttribute("aria-expanded");
      visit(opened);
    }
    opened = null;
  };

  rove();

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return close();
    if (event.altKey || event.ctrlKey || event.metaKey) return undefined;
    const cell = event.target.closest?.("a[data-cell]");
    /* From the frame or a row's name the first arrow leads in. */
    const row = event.target.closest?.("#matrix tbody tr") ?? (event.target.matches?.(".matrix-frame") ? table() : null);
    const ways = cell
      ? {
          ArrowLeft: () => beside(cell, -1), ArrowRight: () => beside(cell, 1),
          ArrowUp: () => above(cell, -1), ArrowDown: () => above(cell, 1),
        }
      : { ArrowRight: () => row?.querySelector("a[data-cell]"), ArrowDown: () => row === table() && cells()[0] };
    const next = ways[event.key]?.();
    if (!next) return undefined;
    event.preventDefault();
    return visit(next);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) return close();
    const cell = event.target.closest("a[data-cell]");
    if (!cell) return undefined;
    opened?.removeAttribute("aria-expanded");
    opened = cell;
    cell.setAttribute("aria-expanded", "true");
    return rove(cell);
  });

  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.target === evidence()) evidence().querySelector("h2")?.focus();
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "grid") rove();
  });

  /* The years as a slider. */
  if (!years) return;
  const links = [...years.querySelectorAll("a")];
  const player = document.createElement("div");
  const slider = document.createElement("input");
  const play = document.createElement("button");
  const said = document.createElement("output");
  let playing = null;
  let waiting = null;

  const tell = () => {
    const link = links[Number(slider.value)];
    said.textContent = link.textContent;
    slider.setAttribute("aria-valuetext", link.textContent);
    links.forEach((each) => (each === link ? each.setAttribute("aria-current", "true") : each.removeAttribute("aria-current")));
  };

  const show = (place) => {
    slider.value = String(place);
    tell();
    clearTimeout(waiting);
    waiting = setTimeout(() => links[place].click(), 120);
  };

  const stop = () => {
    clearInterval(playing);
    playing = null;
    play.textContent = "Play";
  };

  const start = () => {
    play.textContent = "Pause";
    if (Number(slider.value) >= links.length - 1) show(0);
    playing = setInterval(() => {
      const next = Number(slider.value) + 1;
      if (next >= links.length) return stop();
      return show(next);
    }, 1100);
  };

  Object.assign(slider, { type: "range", min: "0", max: String(links.length - 1), step: "1" });
  slider.setAttribute("aria-label", "Year");
  Object.assign(play, { type: "button", className: "button plain", textContent: "Play" });
  player.className = "player";
  const current = links.findIndex((each) => each.hasAttribute("aria-current"));
  slider.value = String(current < 0 ? links.length - 1 : current);
  said.textContent = links[Number(slider.value)].textContent;
  slider.setAttribute("aria-valuetext", said.textContent);
  slider.addEventListener("input", () => show(Number(slider.value)));
  play.addEventListener("click", () => (playing ? stop() : start()));
  links.forEach((each, place) => each.addEventListener("click", () => {
    slider.value = String(place);
    tell();
  }));
  player.append(play, slider, said);
  years.before(player);
  /* The slider does what the links do, and is one stop for the keyboard instead of thirty. */
  years.hidden = true;
});
