/* Opens the page of the API. It loads nothing from elsewhere. */
window.addEventListener("load", () => {
  SwaggerUIBundle({
    url: "/openapi.json",
    dom_id: "#manual",
    deepLinking: true,
    // Chapters are opened one by one: with more than some 134 addresses opened at once the page stops half-way.
    docExpansion: "none",
    presets: [SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
    validatorUrl: null,
    withCredentials: true,
  });
});
