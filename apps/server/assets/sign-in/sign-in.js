// What a page of the sign-in cannot do by HTML alone: passkeys, and taking a one-time link's secret out of the address.

/* global SimpleWebAuthnBrowser */

(() => {
  const said = document.querySelector("[data-said]");

  /** Problems in the page's language, by code; in English the server's own words are shown. */
  const problems = JSON.parse(document.querySelector("[data-problems]")?.dataset.problems ?? "{}");
  function told(code) {
    const problem = problems[code];
    return problem === undefined ? undefined : [problem.says, problem.help].filter(Boolean).join(" ");
  }

  function say(text) {
    if (said === null) return;
    said.textContent = text;
    said.hidden = text === "";
  }

  async function ask(path, body) {
    const response = await fetch(path, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok)
      throw new Error(
        told(answer.code) ?? (answer.help ? `${answer.detail}: ${answer.help}` : answer.detail),
      );
    return answer;
  }

  /** The form's own fields go along: they say that the page is ours. */
  function fieldsOf(form) {
    return Object.fromEntries(new FormData(form).entries());
  }

  const steps = {
    "sign-in": async (form) => {
      const fields = fieldsOf(form);
      const { options } = await ask("/sign-in/passkey/options", { form: fields.form });
      const response = await SimpleWebAuthnBrowser.startAuthentication({ optionsJSON: options });
      return ask("/sign-in/passkey", { response, returnTo: fields.returnTo });
    },
    registration: async (form) => {
      const fields = fieldsOf(form);
      const { options } = await ask("/sign-in/passkey/registration/options", { form: fields.form });
      const response = await SimpleWebAuthnBrowser.startRegistration({ optionsJSON: options });
      return ask("/sign-in/passkey/registration", { response, label: fields.label ?? "" });
    },
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      say("");
      const button = form.querySelector("button");
      button.disabled = true;
      try {
        const { goTo } = await steps[form.dataset.passkey](form);
        window.location.assign(goTo);
      } catch (error) {
        say(told(error?.name) ?? (error instanceof Error ? error.message : String(error)));
      } finally {
        button.disabled = false;
      }
    });
  }

  // A one-time link's secret stands behind the `#`, which no server is sent: it is put into the form, and out of the history.
  const secret = document.querySelector("input[data-secret]");
  function takeSecret() {
    if (secret === null || window.location.hash.length <= 1) return;
    secret.value = window.location.hash.slice(1);
    window.history.replaceState(null, "", window.location.pathname);
  }
  takeSecret();
  // Opened once more in the same page, only what stands behind the `#` changes.
  window.addEventListener("hashchange", takeSecret);
})();
