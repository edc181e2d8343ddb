/* Remembers the reader's choice of light or dark. Without it the choice holds for one page, by CSS alone. */
(() => {
  const root = document.documentElement;
  let look = null;
  try { look = localStorage.getItem("look"); } catch { /* storage is refused: the choice is not kept */ }
  if (look === "light" || look === "dark") root.dataset.look = look;
  document.addEventListener("DOMContentLoaded", () => {
    const chosen = document.getElementById(`look-${root.dataset.look ?? "auto"}`);
    if (chosen) chosen.checked = true;
  });
  document.addEventListener("change", (event) => {
    if (event.target.name !== "look") return;
    root.dataset.look = event.target.value;
    try { localStorage.setItem("look", event.target.value); } catch { /* as above */ }
  });
})();
