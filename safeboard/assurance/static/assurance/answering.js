// Saves each answer two seconds after somebody stops typing, or at once when they choose or go on to the next.
// Without it everything works: the page has a Save button. What was typed always stays in its boxes.
const WAIT = 2000;
const SAVING = "Saving…";
const SIGNED_OUT = "Not saved: you were signed out. Copy what you typed, sign in again and paste it.";
const NO_ANSWER = "Not saved: Safeboard did not answer. You can go on typing, and save again.";
const REPLACE = "Save mine instead";

const form = document.querySelector("form[data-answers]");

const keeper = section => {
  const says = section.querySelector("[data-answer-says]");
  const theirs = section.querySelector("[data-answer-theirs]");
  const fields = () => [...section.querySelectorAll("input, textarea, select")].filter(one => one.name);
  const seen = fields().find(one => one.name.endsWith("-seen"));
  let timer = 0;
  let going = false;
  let again = false;

  const say = (words, wrong = false) => {
    says.textContent = words;
    says.classList.toggle("sb-question__says--wrong", wrong);
  };

  const typed = () => {
    const words = new URLSearchParams();
    for (const one of fields()) {
      if (one.type === "radio" || one.type === "checkbox" ? one.checked : one.type !== "file") words.append(one.name, one.value);
    }
    return words;
  };

  const offer = answer => {
    theirs.innerHTML = answer.theirs;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary";
    button.textContent = REPLACE;
    button.addEventListener("click", () => {
      seen.value = answer.seen;
      theirs.replaceChildren();
      keep();
    });
    theirs.append(button);
  };

  const read = async answer => {
    if (answer.type === "opaqueredirect" || answer.status === 403) return say(SIGNED_OUT, true);
    if (![200, 400, 409].includes(answer.status)) return say(NO_ANSWER, true);
    const said = await answer.json();
    say(said.says, !answer.ok || said.warns);
    if (answer.ok) seen.value = said.seen;
    if (answer.status === 409) offer(said);
  };

  const keep = async () => {
    clearTimeout(timer);
    timer = 0;
    if (going) {
      again = true;
      return;
    }
    going = true;
    say(SAVING);
    try {
      await read(await fetch(section.dataset.answer, {
        method: "POST",
        body: typed(),
        headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        credentials: "same-origin",
        redirect: "manual",
        keepalive: document.visibilityState === "hidden",
      }));
    } catch {
      say(NO_ANSWER, true);
    }
    going = false;
    if (again) {
      again = false;
      keep();
    }
  };

  section.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT);
  });
  section.addEventListener("focusout", event => {
    if (timer && !section.contains(event.relatedTarget)) keep();
  });
  return { waits: () => timer, keep, stop: () => { clearTimeout(timer); timer = 0; } };
};

if (form) {
  const keepers = [...form.querySelectorAll("[data-answer]")].map(keeper);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keepers.filter(one => one.waits()).forEach(one => one.keep());
  });
  form.addEventListener("submit", () => keepers.forEach(one => one.stop()));
}
