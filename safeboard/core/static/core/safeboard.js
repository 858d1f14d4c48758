// The whole of our own script, and every page works without it: GOV.UK Frontend makes double presses harmless,
// moves to the error summary, shows a password when asked and gives files a place to be dropped on.
import { initAll } from "../govuk/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
