"use strict";

const page = document.getElementById("api");
SwaggerUIBundle({
  url: page.dataset.schema,
  domNode: page,
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  supportedSubmitMethods: ["get"],
  validatorUrl: null,
});
