/* Offers each picture as PNG too, drawn by the browser at twice its size. Without this the SVG file is there alone. */
document.addEventListener("DOMContentLoaded", () => {
  const save = (link) => {
    const image = new Image();
    image.addEventListener("load", () => {
      const canvas = document.createElement("canvas");
      canvas.width = 2 * image.naturalWidth;
      canvas.height = 2 * image.naturalHeight;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((bytes) => {
        const made = document.createElement("a");
        made.href = URL.createObjectURL(bytes);
        made.download = `${new URL(link.href).pathname.slice(1, -4).replaceAll("/", "-")}.png`;
        made.click();
        setTimeout(() => URL.revokeObjectURL(made.href), 1000);
      }, "image/png");
    });
    image.src = link.href;
  };

  document.querySelectorAll("a[data-picture]").forEach((link) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button plain", textContent: "As PNG" });
    button.setAttribute("aria-label", `${link.textContent}: as PNG`);
    button.addEventListener("click", () => save(link));
    link.after(" ", button);
  });
});
