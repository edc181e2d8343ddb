// Keys for the desk: each presses the button, or follows the link, that carries it. Without this file all of it works by hand.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select");
  if (typing) {
    if (event.key === "Escape") typing.blur();
    if (event.key === "Enter" && event.ctrlKey) document.querySelector("[data-reject]")?.click();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const rows = [...document.querySelectorAll("[data-row]")];
  if (rows.length && (event.key === "j" || event.key === "k")) {
    const at = rows.indexOf(document.activeElement);
    rows[event.key === "j" ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0)].focus();
    return event.preventDefault();
  }
  if (event.key === "r" && document.getElementById("id_why")) {
    document.getElementById("id_why").focus();
    return event.preventDefault();
  }
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  const meant = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!meant) return;
  event.preventDefault();
  meant.click();
  if (meant.matches("summary")) document.querySelector(".desk-edit[open] select, .desk-edit[open] input")?.focus();
});
