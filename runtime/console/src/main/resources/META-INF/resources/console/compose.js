// Composing: a form made of the plug-ins' settings, the YAML beside it, checked while it is typed.
import {html, nothing, repeat, live} from "./lit.js";
import * as api from "./api.js";
import {state, sorted, ofKind, plugin, can, put, notify, changed, attempt} from "./store.js";
import {icon} from "./icons.js";
import {read, write, opening} from "./yaml.js";

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
      <form class="form" @submit=${(e) => e.preventDefault()} aria-label="Parts">${view.model ? form() : html`<p class="panel hint">The form shows what the YAML says as soon as it can be read.</p>`}</form>
      ${yaml()}
    </div>`;
}

async function open(here) {
  const asked = here.name + "?" + here.query;
  if (view.loaded === asked || !state.known) {
    return;
  }
  Object.assign(view, {loaded: asked, name: here.name, etag: "", verdict: null});
  if (!view.models) {
    view.models = [];
    attempt(async () => { view.models = (await api.get("/api/models")).models; }).then(changed);
  }
  if (here.name && state.pipelines.has(here.name)) {
    await attempt(async () => Object.assign(view, await api.text(api.path("pipelines", here.name, "file"))));
    view.model = null;
    view.replacing = here.query;
    await check();
  } else {
    view.comment = [];
    view.model = structuredClone(START);
    written();
  }
}

/** What was dropped onto a fuse takes its place. */
function replace(query) {
  view.replacing = null;
  const [place, id] = [query.get("place"), query.get("id")];
  const input = view.model.inputs.find((i) => i.name === place);
  if (id && input && input.part.encoder !== id) {
    input.part = {encoder: id, ...(input.part.model ? {model: input.part.model} : {})};
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
      if (view.replacing && view.model) {
        replace(view.replacing);
      }
    }
  } catch (e) {
    view.verdict = {valid: false, reason: e.message, field: "", line: 0};
  }
  changed();
}

/** Why a field is refused: the one named, in the part whose line it is. */
function problemAt(part, key) {
  const v = view.verdict;
  if (!v || v.valid || !v.field) {
    return "";
  }
  const line = view.parts[v.line - 1];
  const own = v.field === key && (!line || line === part) || v.field === part && key === "";
  return own ? v.reason.replace(/^.*?\.yaml: /, "") : "";
}

function form() {
  const m = view.model;
  return html`
    ${partOf("plm", "plm", "Language model", html`${modelField("plm", m.plm)}${idField("plm", m.plm, "id", "plm", "by its model")}${settings("plm", m.plm, m.plm.id, ["id", "model"])}`)}
    ${repeat(m.inputs, (i) => i, (i) => partOf("encoder", i.name, `${i.name} encoder`, html`
      <div class="field"><label for="m-${i.name}">name</label><input id="m-${i.name}" list="names" .value=${live(i.name)} @change=${(e) => { i.name = e.target.value.trim() || i.name; written(); }}></div>
      ${idField(i.name, i.part, "encoder", "encoder")}${modelField(i.name, i.part)}${settings(i.name, i.part, i.part.encoder, ["encoder", "model"])}`,
      () => { m.inputs = m.inputs.filter((x) => x !== i); written(); }))}
    <datalist id="names"><option>image</option><option>audio</option><option>video</option></datalist>
    <datalist id="models">${(view.models || []).filter((x) => x.embedded).map((x) => html`<option value="embedded:${x.name}">${x.type}</option>`)}</datalist>
    <div class="buttons"><button type="button" @click=${addInput}>${icon("plus")}Another input</button></div>
    ${m.strategies.map((s, at) => partOf("strategy", "strategy", m.strategies.length > 1 ? `Strategy ${at + 1}` : "Strategy", html`
      ${idField("strategy", s, "id", "strategy")}${settings("strategy", s, s.id, ["id", "model"])}`,
      m.strategies.length > 1 ? () => { m.strategies = m.strategies.filter((x) => x !== s); written(); } : null))}
    <div class="buttons"><button type="button" @click=${() => { m.strategies.push({id: "promptfuse"}); written(); }}>${icon("plus")}Chain another strategy</button></div>
    ${rest(m.rest)}`;
}

function partOf(kind, name, title, fields, remove) {
  const problem = problemAt(name, "");
  return html`<section class="panel part ${kind}" data-part=${name} aria-label=${title}><header><h2>${title}</h2>
    ${remove ? html`<button type="button" class="quiet icon" aria-label="Take away the ${title}" @click=${remove}>${icon("close")}</button>` : nothing}</header>
    <div class="grid">${fields}</div>${problem ? html`<p class="problem">${problem}</p>` : nothing}</section>`;
}

function addInput() {
  const taken = view.model.inputs.map((i) => i.name);
  const name = ["image", "audio", "video"].find((m) => !taken.includes(m)) || `image${taken.length}`;
  const usual = {audio: {encoder: "wav2vec2", model: "embedded:wav2vec2-sounds", features: "pooled"}, video: {encoder: "frames", "frames-encoder": "vit", model: "embedded:vit-shapes"}};
  view.model.inputs.push({name, part: usual[name] || {encoder: "vit", model: "embedded:vit-shapes"}});
  written();
}

function set(object, key, value) {
  if (value === "" || value === undefined) {
    delete object[key];
  } else {
    object[key] = value;
  }
  written();
}

/** A labelled field, with what is wrong under it. */
function field(part, key, control, hint) {
  const problem = problemAt(part, key);
  const id = `f-${part}-${key}`;
  return html`<div class="field" data-field="${part}.${key}"><label for=${id}>${key}</label>${control(id, problem ? "true" : nothing)}
    ${problem ? html`<span class="problem" id="${id}-problem">${problem}</span>` : hint ? html`<span class="muted">${hint}</span>` : nothing}</div>`;
}

function modelField(part, object) {
  return field(part, "model", (id, invalid) => html`<input id=${id} list="models" aria-invalid=${invalid} .value=${live(object.model || "")}
    @input=${(e) => set(object, "model", e.target.value.trim())}>`, "embedded:NAME, or a folder");
}

function idField(part, object, key, kind, none) {
  const ids = ofKind(kind).map((p) => p.id);
  const now = object[key] || "";
  const all = now && !ids.includes(now) ? [now, ...ids] : ids;
  return field(part, key, (id, invalid) => html`<select id=${id} aria-invalid=${invalid} @change=${(e) => change(object, key, e.target.value)}>
    ${none ? html`<option value="" ?selected=${!now}>${none}</option>` : nothing}${all.map((x) => html`<option value=${x} ?selected=${x === now}>${x}</option>`)}</select>`);
}

/** Another plug-in has other settings; what it has too is kept. */
function change(object, key, id) {
  const known = plugin(id) ? plugin(id).settings.map((s) => s.name) : [];
  Object.keys(object).filter((k) => ![key, "model", ...known].includes(k)).forEach((k) => delete object[k]);
  set(object, key, id);
}

function settings(part, object, id, own) {
  const known = plugin(id) ? plugin(id).settings.filter((s) => !own.includes(s.name)) : [];
  return known.map((s) => field(part, s.name, (at, invalid) => control(object, s, at, invalid), s.type.startsWith("one of") ? "" : s.type));
}

function control(object, s, id, invalid) {
  const value = object[s.name];
  const choices = s.type.startsWith("one of ") ? s.type.slice(7).split(", ") : s.type === "true or false" ? ["true", "false"] : null;
  if (choices) {
    return html`<select id=${id} aria-invalid=${invalid} @change=${(e) => set(object, s.name, typedAs(s, e.target.value))}>
      <option value="" ?selected=${value === undefined}>default: ${s.default || "none"}</option>
      ${[...choices, ...(value !== undefined && !choices.includes(String(value)) ? [String(value)] : [])].map((c) => html`<option ?selected=${String(value) === c}>${c}</option>`)}</select>`;
  } else if (s.type === "settings") {
    return html`<input id=${id} aria-invalid=${invalid} placeholder="{}" .value=${live(value === undefined ? "" : JSON.stringify(value))} @change=${(e) => set(object, s.name, parsed(e.target.value))}>`;
  }
  const shown = value === undefined ? "" : String(value);
  return html`<input id=${id} aria-invalid=${invalid} inputmode=${s.type.includes("number") ? "decimal" : nothing} placeholder=${s.default || "must be given"} .value=${live(shown)}
    @input=${(e) => set(object, s.name, typedAs(s, e.target.value.trim()))}>`;
}

function typedAs(s, text) {
  if (s.type === "true or false" && text) {
    return text === "true";
  }
  return s.type.includes("number") && text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

function parsed(text) {
  try {
    return text.trim() ? JSON.parse(text) : undefined;
  } catch {
    return text;
  }
}

function rest(values) {
  const answer = values.answer || {};
  return partOf("", "rest", "Answering", html`
    ${field("positions", "positions", (id, invalid) => html`<select id=${id} aria-invalid=${invalid} @change=${(e) => set(values, "positions", e.target.value)}>
      ${["", "auto", "segment", "continuous"].map((p) => html`<option value=${p} ?selected=${(values.positions || "") === p}>${p || "default: auto"}</option>`)}</select>`)}
    ${field("answer", "max-length", (id, invalid) => html`<input id=${id} inputmode="numeric" aria-invalid=${invalid} placeholder="6" .value=${live(answer["max-length"] === undefined ? "" : String(answer["max-length"]))}
      @input=${(e) => setAnswer(values, e.target.value.trim())}>`, "tokens of an answer")}
    ${field("task", "task", (id, invalid) => html`<input id=${id} aria-invalid=${invalid} .value=${live(values.task === undefined ? "" : typeof values.task === "string" ? values.task : JSON.stringify(values.task))}
      placeholder="generation" @change=${(e) => set(values, "task", e.target.value.startsWith("{") ? parsed(e.target.value) : e.target.value.trim())}>`, "its id, or {id: {setting: value}}")}
    ${field("template", "template", (id, invalid) => html`<input id=${id} aria-invalid=${invalid} .value=${live(values.template || "")} placeholder="none"
      @input=${(e) => set(values, "template", e.target.value)}>`, "chat, or a text with {text} in it")}`);
}

function setAnswer(values, text) {
  const {"max-length": before, ...others} = values.answer || {};
  const next = text === "" ? others : {...others, "max-length": Number.isFinite(Number(text)) ? Number(text) : text};
  set(values, "answer", Object.keys(next).length ? next : undefined);
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
