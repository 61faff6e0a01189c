// Plug-ins: a jar is dropped, checked, and live or refused; what each is, and who uses it.
import {html, nothing, repeat} from "./lit.js";
import * as api from "./api.js";
import {state, ofKind, can, attempt, notify, changed} from "./store.js";
import {icon} from "./icons.js";
import {markdown} from "./markdown.js";

const KINDS = [["strategy", "Strategies"], ["encoder", "Encoders"], ["plm", "Language models"], ["task", "Tasks"], ["data-format", "Data formats"], ["endpoint", "Endpoints"]];

const view = {id: "", version: "", one: null, uploads: [], over: false};

export function plugins(here) {
  load(here.name);
  return html`
    <div class="head"><div><h1>Plug-ins</h1>
      <p class="lead">Each is a jar that comes and goes while pipelines answer. What replaces another takes over at once.</p></div></div>
    <div class="plugins">
      <div class="stack">
        ${upload()}
        ${state.refused.map((r) => html`<div class="verdict bad" data-refused>${icon("warn")}<div><strong>${r.jar.split("/").pop()}</strong> is refused: ${r.reason}</div></div>`)}
        ${KINDS.filter(([kind]) => ofKind(kind).length).map(([kind, title]) => html`<section aria-label=${title}><h2>${title}</h2>
          <ul class="cards">${repeat(ofKind(kind), (p) => p.id, (p) => html`<li><a class="fuse ${kind}" href="#/plugins/${encodeURIComponent(p.id)}"
            aria-current=${here.name === p.id ? "true" : nothing}><span class="id">${p.id}</span>
            <span class="detail">${p.own ? "yours · " : ""}${p.usedBy.length ? `in ${p.usedBy.join(", ")}` : "not used"}</span></a></li>`)}</ul></section>`)}
      </div>
      ${view.one ? details(view.one) : html`<p class="panel hint">${icon("plugins")} Choose a plug-in to see its settings and how it is used.</p>`}
    </div>`;
}

/** Again, when it has become another one. */
async function load(id) {
  const now = state.plugins.find((p) => p.id === id);
  const version = now ? `${now.version} ${now.usedBy}` : "";
  if (id === view.id && version === view.version) {
    return;
  }
  view.id = id;
  view.version = version;
  if (!id || !now && state.known) {
    view.one = null;
    return;
  }
  await attempt(async () => { view.one = await api.get(api.path("plugins", id)); });
  changed();
}

function upload() {
  return html`<label class="drop ${view.over ? "over" : ""}" @dragover=${(e) => hover(e, true)} @dragleave=${(e) => hover(e, false)} @drop=${dropped}>
      ${icon("plus")}<span>Drop a plug-in's jar here, or <u>choose one</u></span>
      <input type="file" accept=".jar" multiple ?disabled=${!can("deploy")} @change=${(e) => { [...e.target.files].forEach(send); e.target.value = ""; }}></label>
    <div class="stack" aria-live="polite">${view.uploads.map((u) => html`<div class="verdict ${u.problem ? "bad" : u.plugin ? "good" : ""}" data-upload=${u.problem ? "refused" : u.plugin ? "live" : "checking"}>
      ${icon(u.problem ? "warn" : u.plugin ? "check" : "wait")}<div><strong>${u.name}</strong>
      ${u.problem ? html` is refused: ${u.problem}` : u.plugin ? html` is live: <a href="#/plugins/${encodeURIComponent(u.plugin)}">${u.plugin}</a>` : " is checked…"}</div></div>`)}</div>`;
}

function hover(event, on) {
  event.preventDefault();
  if (view.over !== on) {
    view.over = on;
    changed();
  }
}

function dropped(event) {
  event.preventDefault();
  view.over = false;
  [...event.dataTransfer.files].forEach(send);
}

async function send(file) {
  const one = {name: file.name, plugin: "", problem: ""};
  view.uploads = [one, ...view.uploads].slice(0, 5);
  changed();
  try {
    const query = new URLSearchParams({name: file.name});
    const live = await api.call("POST", `/api/plugins?${query}`, {body: file, headers: {"Content-Type": "application/java-archive"}});
    one.plugin = live.plugin || file.name;
  } catch (e) {
    one.problem = e.message;
  }
  changed();
}

function details(p) {
  return html`<article class="panel stack" aria-labelledby="plugin-title">
    <header class="buttons"><h2 id="plugin-title">${p.id}</h2><span class="muted">${p.kind} · ${p.version}</span></header>
    <dl class="numbers"><div><dt>jar</dt><dd>${p.jar || "part of Fusebox"}</dd></div>
      <div><dt>used by</dt><dd>${p.usedBy.length ? p.usedBy.map((name, i) => html`${i ? ", " : ""}<a href="#/compose/${encodeURIComponent(name)}">${name}</a>`) : "no pipeline"}</dd></div></dl>
    ${p.settings.length ? html`<div class="wide" tabindex="0"><table><caption class="muted">Settings</caption><thead><tr><th>name</th><th>what it is</th><th>default</th></tr></thead>
      <tbody>${p.settings.map((s) => html`<tr><td><code>${s.name}</code></td><td>${s.type}</td><td>${s.default === "" ? "must be given" : s.default}</td></tr>`)}</tbody></table></div>`
      : html`<p class="muted">It has no settings.</p>`}
    ${p.own ? html`<div class="buttons"><button ?disabled=${!can("deploy")} @click=${() => remove(p)}>Remove it</button>
      <span class="muted">Pipelines go on with the shipped one, or wait.</span></div>` : nothing}
    ${p.readme ? markdown(p.readme) : html`<p class="muted">Its jar has no README.</p>`}
  </article>`;
}

const remove = (p) => attempt(async () => {
  await api.call("DELETE", api.path("plugins", p.id));
  view.id = "";
  notify(`${p.id} is removed.`);
});
