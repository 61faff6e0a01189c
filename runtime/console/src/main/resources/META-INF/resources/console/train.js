// Training: what is learnt from what, how it goes, and the reports of comparisons.
import {html, nothing, repeat} from "./lit.js";
import * as api from "./api.js";
import {state, sorted, ofKind, can, attempt, notify, changed, whenTraining} from "./store.js";
import {icon} from "./icons.js";
import {curve} from "./curve.js";
import {reportList, reportView} from "./reports.js";

const KEPT = "fusebox.training-requests";
const GENERATED = {image: "shapes", video: "clips", audio: "clips"};
const NUMBERS = {
  shots: ["Examples", 512, "0 = all"], epochs: ["Times over them", 40, "epochs"],
  batch: ["Batch", 32, "examples an update"], seed: ["Seed", 0, "of what is drawn"],
};

const view = {form: {pipeline: "", strategy: "", data: "", shots: 512, epochs: 40, batch: 32, seed: 0, activate: true},
  data: null, problem: "", query: ""};

export function train(here) {
  if (here.name) {
    return reportView(here.name);
  }
  take(here.query);
  loadData();
  const runs = [...state.trainings.values()].reverse();
  return html`
    <div class="head"><div><h1>Train</h1>
      <p class="lead">Only the strategy's own weights are trained; the encoders and the language model stay frozen, and the pipeline goes on answering.</p></div></div>
    <div class="train">
      ${form()}
      <div class="stack">
        <section class="stack" aria-label="Training runs">${runs.length ? repeat(runs, (r) => r.id, run)
          : html`<p class="panel hint">${icon("train")} Nothing was trained since Fusebox started.</p>`}</section>
        ${reportList()}
      </div>
    </div>`;
}

function take(query) {
  const asked = query.toString();
  if (asked && asked !== view.query) {
    view.query = asked;
    query.forEach((value, key) => { view.form[key] = value; });
  }
  view.form.pipeline ||= (sorted().find((p) => p.state === "WAITING") || sorted()[0] || {name: ""}).name;
}

async function loadData() {
  if (!view.data) {
    view.data = {dataSets: [], generated: []};
    await attempt(async () => { view.data = await api.get("/api/data-sets"); });
    changed();
  }
}

/** What can be generated for the inputs of a pipeline. */
function generatedFor(pipeline) {
  const sensed = ((pipeline || {}).inputs || []).flatMap((i) => [i.modality, i.name]).find((m) => GENERATED[m]);
  return GENERATED[sensed] || "shapes";
}

function form() {
  const f = view.form;
  const pipeline = state.pipelines.get(f.pipeline);
  const data = f.data || generatedFor(pipeline);
  return html`<form class="panel" @submit=${start} aria-label="A new training">
    ${select("pipeline", "Pipeline", f.pipeline, sorted().map((p) => [p.name, p.name]))}
    ${select("strategy", "Strategy", f.strategy, [["", `its own${pipeline ? `: ${pipeline.strategy}` : ""}`], ...ofKind("strategy").map((s) => [s.id, s.id])])}
    ${select("data", "Data", data, [...view.data.generated.map((d) => [d, `${d} (generated)`]), ...view.data.dataSets.map((d) => [d, d])],
      "What lies in the workspace's folder data, and what Fusebox generates.")}
    <div class="grid">${Object.entries(NUMBERS).map(([key, [title, , hint]]) => html`<div class="field"><label for="train-${key}">${title}</label>
      <input id="train-${key}" type="number" min="0" step="1" required .value=${String(f[key])} @input=${(e) => { f[key] = e.target.value; }}>
      <span class="muted">${hint}</span></div>`)}</div>
    <label class="check"><input type="checkbox" .checked=${f.activate} @change=${(e) => { f.activate = e.target.checked; }}> Answer with it as soon as it is done</label>
    <p class="problem" role="alert">${view.problem}</p>
    <button class="primary" ?disabled=${!can("operate") || running()}>${running() ? "One training at a time" : "Train"}</button>
  </form>`;
}

function select(key, title, value, options, hint) {
  return html`<div class="field"><label for="train-${key}">${title}</label>
    <select id="train-${key}" @change=${(e) => { view.form[key] = e.target.value; if (key === "pipeline") { view.form.data = ""; } changed(); }}>
      ${options.map(([id, words]) => html`<option value=${id} ?selected=${id === value}>${words}</option>`)}</select>
    ${hint ? html`<span class="muted">${hint}</span>` : nothing}</div>`;
}

const running = () => [...state.trainings.values()].some((r) => r.state === "RUNNING");

async function start(event) {
  event.preventDefault();
  const f = view.form;
  const request = {pipeline: f.pipeline, data: f.data || generatedFor(state.pipelines.get(f.pipeline)), activate: f.activate,
    ...(f.strategy ? {strategy: f.strategy} : {})};
  Object.keys(NUMBERS).forEach((key) => { request[key] = Number(f[key]); });
  view.problem = await begin(request);
  changed();
}

/** Begins a training; why not, or nothing. */
async function begin(request) {
  try {
    const begun = await api.call("POST", "/api/training-runs", {json: request});
    keep(begun.id, request);
    state.trainings.set(begun.id, begun);
    return "";
  } catch (e) {
    return e.message;
  }
}

/** Trains a pipeline that waits for weights on generated examples, and shows how it goes. */
export async function trainGenerated(pipeline) {
  const problem = await begin({pipeline: pipeline.name, data: generatedFor(pipeline), activate: true});
  if (problem) {
    notify(problem, true);
  } else {
    location.hash = "#/train";
  }
}

/** A run goes on with the request that began it. */
function keep(id, request) {
  sessionStorage.setItem(KEPT, JSON.stringify({...kept(), [id]: request}));
}

const kept = () => JSON.parse(sessionStorage.getItem(KEPT) || "{}");

const LABELS = {RUNNING: ["waiting", "train"], DONE: ["active", "check"], CANCELLED: ["stopped", "stop"], FAILED: ["failed", "warn"]};

function run(r) {
  const [style, drawing] = LABELS[r.state];
  if (!r.losses && r.loss !== undefined) {
    loadCurve(r.id);
  }
  return html`<article class="panel run" data-run=${r.id} data-state=${r.state} aria-label="Training of ${r.pipeline}">
    <header><h2>${r.pipeline}: ${r.strategy}</h2><span class="badge ${style}">${icon(drawing)}${r.state}</span>
      <span class="muted">on ${r.data}</span></header>
    ${r.state === "RUNNING" ? html`<progress max=${r.total || 1} value=${r.total ? r.done : nothing} aria-label="Progress"></progress>` : nothing}
    <dl class="numbers">
      ${fact(r.phase === "reading" ? "read" : "updates", r.total ? `${r.done} of ${r.total}` : "…")}
      ${r.loss === undefined ? nothing : fact("loss", r.loss.toFixed(3))}
      ${r.secondsLeft === undefined ? nothing : fact("time left", time(r.secondsLeft))}
      ${r.version ? fact("kept as", r.version) : nothing}
      ${r.active === undefined ? nothing : fact("answers with it", r.active ? "yes" : "no")}
    </dl>
    ${r.losses && r.losses.length > 1 ? curve(r.losses, r.done) : r.state === "RUNNING" ? html`<p class="muted">${r.note || "It begins…"}</p>` : nothing}
    ${r.state === "FAILED" ? html`<p class="verdict bad">${icon("warn")}<span>${r.note}</span></p>` : nothing}
    <footer class="buttons">${r.state === "RUNNING"
      ? html`<button ?disabled=${!can("operate")} @click=${() => attempt(() => api.call("DELETE", api.path("training-runs", r.id)))}>${icon("stop")}Stop</button>`
      : r.state === "CANCELLED" && kept()[r.id] ? html`<button ?disabled=${!can("operate") || running()} @click=${() => goOn(r)}>Go on</button>` : nothing}
      ${r.state === "DONE" ? html`<a class="button" href="#/ask?pipeline=${encodeURIComponent(r.pipeline)}">${icon("ask")}Ask ${r.pipeline}</a>` : nothing}
    </footer>
  </article>`;
}

const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const time = (seconds) => seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;

async function goOn(r) {
  const problem = await begin(kept()[r.id]);
  if (problem) {
    notify(problem, true);
  }
  changed();
}

const loading = new Set();

/** Events bring the newest loss; the curve is fetched, once at a time. */
async function loadCurve(id) {
  if (loading.has(id)) {
    return;
  }
  loading.add(id);
  try {
    const whole = await api.get(api.path("training-runs", id));
    state.trainings.set(id, {...state.trainings.get(id), losses: whole.losses || []});
  } catch {
    // The next event tries again.
  }
  loading.delete(id);
  changed();
}

whenTraining((r) => {
  if (r.loss !== undefined) {
    loadCurve(r.id);
  }
  if (r.state === "DONE" && r.active) {
    notify(`${r.pipeline} answers with what was learnt.`);
  }
});
