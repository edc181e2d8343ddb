/* Offers each picture as PNG too, drawn by the browser at twice its size. Without this the SVG file is there alone. */
document.addEventListener("DOMContentLoaded", () => {
  /* A canvas that is larger than this stays empty in some browsers. */
  const MOST = 16_000_000;

  const save = (link) => {
    const image = new Image();
    image.addEventListener("load", () => {
      const scale = Math.min(2, Math.sqrt(MOST / (image.naturalWidth * image.naturalHeight)));
      const canvas = document.createElement("canvas");
      canvas.width = Math.floor(scale * image.naturalWidth);
      canvas.height = Math.floor(scale * image.naturalHeight);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((bytes) => {
        const made = document.createElement("a");
        made.href = URL.createObjectURL(bytes);
        made.download = `${link.dataset.picture}.png`;
        made.click();
        setTimeout(() => URL.revokeObjectURL(made.href), 1000);
      }, "image/png");
    });
    image.src = link.href;
  };

  const offer = (place) => place.querySelectorAll("a[data-picture]").forEach((link) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button plain", textContent: "As PNG" });
    button.setAttribute("aria-label", `${link.textContent}: as PNG`);
    button.addEventListener("click", () => save(link));
    link.after(button);
  });

  offer(document);
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (!event.target.querySelector("a[data-picture] + button")) offer(event.target);
  });
});
