/* Lets the day line of a timeline be moved; letting go shows the page on that day. Without this the day is asked for in
   the strip under the masthead. */
document.addEventListener("DOMContentLoaded", () => {
  const timeline = document.querySelector(".timeline[data-first]");
  if (!timeline) return;
  const DAY = 86400000;
  const first = Date.parse(timeline.dataset.first);
  const days = Math.round((Date.parse(timeline.dataset.last) - first) / DAY);
  const iso = (place) => new Date(first + place * DAY).toISOString().slice(0, 10);
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: "0", max: String(days - 1), step: "1", className: "day-slider" });
  slider.setAttribute("aria-label", "Day shown");
  slider.value = String(Math.round((Date.parse(timeline.dataset.day) - first) / DAY));
  slider.setAttribute("aria-valuetext", timeline.dataset.day);

  slider.addEventListener("input", () => {
    const x = `${(100 * Number(slider.value)) / days}%`;
    const day = iso(Number(slider.value));
    slider.setAttribute("aria-valuetext", day);
    timeline.querySelectorAll(".day-line").forEach((line) => {
      line.setAttribute("x1", x);
      line.setAttribute("x2", x);
    });
    timeline.querySelectorAll(".day-label").forEach((label) => {
      label.setAttribute("x", x);
      label.textContent = day;
    });
  });

  slider.addEventListener("change", () => {
    const there = new URL(window.location.href);
    there.searchParams.set("as_of", iso(Number(slider.value)));
    there.hash = "timeline";
    window.location.assign(there);
  });

  timeline.prepend(slider);
});
