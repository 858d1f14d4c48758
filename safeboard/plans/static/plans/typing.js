// Keeps what somebody types about an action, a second after they stop, so that a closed tab loses nothing.
// Without it everything works: what a lost session posts is kept by the server.
const WAIT = 1000;
const KEPT = "Kept. It is not sent yet.";
const SIGNED_OUT = "Not saved: you were signed out. Copy what you typed, sign in again and paste it.";
const TOO_LONG = "Not saved: it is too long to keep. You can still send it.";
const NO_ANSWER = "Not saved: Safeboard did not answer. You can go on typing.";

const form = document.querySelector("form[data-typing]");
if (form) {
  const says = form.querySelector("[data-typing-says]");
  let timer = 0;
  let going = new AbortController();

  const say = words => {
    if (says.textContent !== words) says.textContent = words;
  };

  const wordsOf = () => {
    const fields = [...new FormData(form)].filter(([name, value]) =>
      typeof value === "string" && name !== "csrfmiddlewaretoken");
    return new URLSearchParams(fields);
  };

  const wordsFor = answer => {
    if (answer.status === 204) return KEPT;
    if (answer.status === 413) return TOO_LONG;
    return answer.type === "opaqueredirect" || answer.status === 403 ? SIGNED_OUT : NO_ANSWER;
  };

  const keep = async () => {
    going.abort();
    going = new AbortController();
    try {
      const answer = await fetch(form.dataset.typing, {
        method: "POST",
        body: wordsOf(),
        headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        credentials: "same-origin",
        redirect: "manual",
        keepalive: true,
        signal: going.signal,
      });
      say(wordsFor(answer));
    } catch (problem) {
      if (problem.name !== "AbortError") say(NO_ANSWER);
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT);
  };

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  // The page is left or put away: what waits is sent at once, and the browser sees to it.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !timer) return;
    clearTimeout(timer);
    timer = 0;
    keep();
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    timer = 0;
    going.abort();
  });
}
