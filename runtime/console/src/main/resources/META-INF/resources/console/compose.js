// Composing: a form made of the plug-ins' settings, the YAML next to it, checked while it is typed.
import {html, nothing, live} from "./lit.js";
import * as api from "./api.js";
import {state, sorted, can, put, notify, changed, attempt} from "./store.js";
import {icon} from "./icons.js";
import {read, write, opening} from "./yaml.js";
import {partsForm} from "./partsform.js";

const WAIT_MILLIS = 350;
const START = {plm: {model: "embedded:bart-shapes"}, inputs: [{name: "image", part: {encoder: "vit", model: "embedded:vit-shapes"}}],
  strategies: [{id: "promptfuse"}], rest: {}};

const view = {loaded: null, name: "", text: "", etag: "", model: null, comment: [], parts: [], verdict: null, models: null, saving: false, timer: 0, known: 0};

export function compose(here) {
  open(here);
  return html`
    <div class="head"><div><h1>Compose</h1>
      <p class="lead">A pipeline of any parts that fit. What is saved takes over when it is ready; the version before goes on until then.</p></div>
      <div class="buttons"><div class="field"><label for="open">Begin with</label><select id="open" @change=${(e) => { location.hash = `#/compose/${encodeURIComponent(e.target.value)}`; }}>
        <option value="" ?selected=${!here.name}>something new</option>${sorted().map((p) => html`<option ?selected=${p.name === here.name}>${p.name}</option>`)}</select></div></div></div>
    <div class="compose">
      <form class="form" @submit=${(e) => e.preventDefault()} aria-label="Parts">${view.model ? partsForm(view, written) : html`<p class="panel hint">The form shows what the YAML says as soon as it can be read.</p>`}</form>
      ${yaml()}
    </div>`;
}

async function open(here) {
  if (view.loaded === here.name || !state.known) {
    return;
  }
  Object.assign(view, {loaded: here.name, name: here.name, etag: "", verdict: null});
  if (!view.models) {
    view.models = [];
    attempt(async () => { view.models = (await api.get("/api/models")).models; }).then(changed);
  }
  if (here.name && state.pipelines.has(here.name)) {
    await attempt(async () => Object.assign(view, await api.text(api.path("pipelines", here.name, "file"))));
    view.model = null;
    await check();
  } else {
    view.comment = [];
    view.model = structuredClone(START);
    written();
  }
}

/** The form has changed: so has the YAML. */
function written() {
  const {text, parts} = write(view.model, view.comment);
  Object.assign(view, {text, parts});
  changed();
  soon();
}

/** The YAML has changed: so has the form, if it can be read. */
function typed(event) {
  view.text = event.target.value;
  view.parts = [];
  changed();
  soon();
}

function soon() {
  clearTimeout(view.timer);
  view.timer = setTimeout(check, WAIT_MILLIS);
}

async function check() {
  const {text} = view;
  try {
    const verdict = await api.call("POST", api.path("pipelines", view.name || "new", "check"), {body: text, headers: {"Content-Type": "application/yaml"}});
    if (text === view.text) {
      view.verdict = verdict;
      if (verdict.content && !view.parts.length) {
        view.model = read(verdict.content);
        view.comment = opening(text);
        view.parts = write(view.model, view.comment).text === text ? write(view.model, view.comment).parts : [];
      }
    }
  } catch (e) {
    view.verdict = {valid: false, reason: e.message, field: "", line: 0};
  }
  changed();
}

function yaml() {
  const lines = view.text.split("\n").length;
  const wrong = view.verdict && !view.verdict.valid ? view.verdict.line : 0;
  return html`<section class="panel yaml" aria-label="File">
    <div class="field"><label for="name">Name</label><input id="name" required pattern="[A-Za-z0-9][A-Za-z0-9_\\-]*" .value=${live(view.name)} placeholder="letters, digits, _ and -"
      @input=${(e) => { view.name = e.target.value.trim(); view.etag = ""; changed(); soon(); }}></div>
    <div class="field"><label for="yaml">YAML</label><div class="editor">
      <pre aria-hidden="true">${Array.from({length: lines}, (_, i) => i + 1 === wrong ? html`<b>${i + 1}</b>\n` : `${i + 1}\n`)}</pre>
      <textarea id="yaml" spellcheck="false" wrap="off" aria-describedby="verdict" aria-invalid=${wrong ? "true" : nothing} rows=${Math.max(12, lines)} .value=${live(view.text)} @input=${typed}></textarea></div></div>
    <div id="verdict" aria-live="polite">${verdict()}</div>
    <div class="buttons"><button type="button" class="primary" ?disabled=${!can("deploy") || view.saving || !view.name || !view.verdict || !view.verdict.valid} @click=${save}>
      ${state.pipelines.has(view.name) ? "Save as a new version" : "Save as a new pipeline"}</button>
      ${removable() ? html`<button type="button" @click=${remove}>Delete</button>` : nothing}</div>
  </section>`;
}

function verdict() {
  const v = view.verdict;
  if (!v) {
    return html`<p class="verdict">${icon("wait")}<span>It is checked…</span></p>`;
  } else if (!v.valid) {
    return html`<p class="verdict bad">${icon("warn")}<span>${v.line ? html`<strong>Line ${v.line}.</strong> ` : nothing}${v.reason}</span></p>`;
  }
  return v.waits ? html`<p class="verdict waits">${icon("wait")}<span>It can be saved, and waits then: ${v.reason}</span></p>`
    : html`<p class="verdict good">${icon("check")}<span>It fits, and answers as soon as it is saved.</span></p>`;
}

const removable = () => can("deploy") && state.pipelines.has(view.name) && state.pipelines.get(view.name).own;

async function save() {
  view.saving = true;
  changed();
  const {name} = view;
  const headers = {"Content-Type": "application/yaml", ...(view.etag ? {"If-Match": view.etag} : {})};
  try {
    put(await api.call("PUT", api.path("pipelines", name, "file"), {body: view.text, headers}));
    view.etag = (await api.text(api.path("pipelines", name, "file"))).etag;
    notify(`${name} is saved.`);
  } catch (e) {
    if (e.status === 422) {
      view.verdict = {valid: false, reason: e.message, field: e.problem.field || "", line: e.problem.line || 0};
    } else {
      notify(e.message, true);
    }
  }
  view.saving = false;
  changed();
}

const remove = () => attempt(async () => {
  await api.call("DELETE", api.path("pipelines", view.name));
  notify(`${view.name} is deleted; what was trained is kept.`);
  location.hash = "#/board";
});
