// Passkeys. A form with data-passkey="get" or "create" shows its button where the browser can, asks the browser when it is
// pressed, and is sent with the answer in its field `credential`. What to ask stands in the form as JSON, or comes from
// the address the form goes to. `webauthnJSON` is allauth's file beside this one.
const { webauthnJSON } = window;

async function asked(form) {
  const data = form.querySelector('script[type="application/json"]');
  if (data) return JSON.parse(data.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()).request_options;
}

function thatSignsIn(options) {
  const wanted = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  Object.assign(options.publicKey.authenticatorSelection, wanted);
  return options;
}

async function send(form) {
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    const options = await asked(form);
    const answer =
      form.dataset.passkey === "create" ? webauthnJSON.create(thatSignsIn(options)) : webauthnJSON.get(options);
    form.elements.credential.value = JSON.stringify(await answer);
    form.submit();
  } catch {
    failed.hidden = false;
  }
}

if (webauthnJSON?.supported()) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.querySelector("[data-passkey-can]").hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
}
