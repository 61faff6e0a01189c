// Reports that 'fusebox compare' left in the workspace.
import {html, ref} from "./lit.js";
import * as api from "./api.js";
import {attempt, changed} from "./store.js";
import {icon} from "./icons.js";

const view = {reports: null, name: "", page: ""};

async function load() {
  if (!view.reports) {
    view.reports = [];
    await attempt(async () => { view.reports = (await api.get("/api/reports")).reports; });
    changed();
  }
}

export function reportList() {
  load();
  return html`<section class="panel" aria-label="Reports"><h2>Reports</h2>
    ${view.reports && view.reports.length ? html`<ul class="list">${view.reports.map((r) => html`<li>
      <a href="#/train/${encodeURIComponent(r.name)}">${r.name}</a><span class="muted">${new Date(r.modified).toLocaleString()}</span></li>`)}</ul>`
      : html`<p class="muted">None yet. <code>fusebox compare EXPERIMENT.yaml</code> trains and measures strategies side by side, and its report opens here.</p>`}
  </section>`;
}

export function reportView(name) {
  if (view.name !== name) {
    view.name = name;
    view.page = "";
    attempt(async () => { view.page = (await api.text(api.path("reports", name))).text; }).then(changed);
  }
  return html`<div class="head"><h1>${name}</h1><a class="button" href="#/train">Back to Train</a></div>
    <div class="panel report">${view.page ? html`<div class="report-host" ${ref(show)}></div>` : html`<p class="muted">${icon("wait")} Opening…</p>`}</div>`;
}

/** A report is a page of its own: its markup and its style are kept apart from this one's, and it runs nothing. */
function show(element) {
  if (!element || element.shown === view.page) {
    return;
  }
  element.shown = view.page;
  const page = new DOMParser().parseFromString(view.page, "text/html");
  page.querySelectorAll("script, iframe, object, embed, link, meta, base, form").forEach((e) => e.remove());
  page.querySelectorAll("*").forEach((e) => [...e.attributes].filter((a) => a.name.startsWith("on")).forEach((a) => e.removeAttribute(a.name)));
  const shadow = element.shadowRoot || element.attachShadow({mode: "open"});
  const sheet = new CSSStyleSheet();
  sheet.replaceSync([...page.querySelectorAll("style")].map((s) => s.textContent).join("\n")
    .replaceAll(":root", ":host").replace(/\bbody\s*\{/g, ".body {") + "\n.body { margin: 0 !important; max-width: none !important; padding: 0 !important; }");
  page.querySelectorAll("style").forEach((s) => s.remove());
  const body = document.createElement("div");
  body.className = "body";
  body.append(...page.body.childNodes);
  shadow.adoptedStyleSheets = [sheet];
  shadow.replaceChildren(body);
}

