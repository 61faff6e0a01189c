// Swapping an encoder or the language model: another version of the pipeline's file, tried out first.
import {html, live, nothing} from "./lit.js";
import * as api from "./api.js";
import {can, put, changed, ofKind, plugin} from "./store.js";
import {closeDialog, dialog} from "./dialog.js";
import {bad, carryOut, fits, swapped, told, trying, waits} from "./verdict.js";
import {KINDS} from "./fuse.js";
import {read, write, opening, flow} from "./yaml.js";

const WAIT_MILLIS = 350;

let open = null;
let timer = 0;

/** Opens the dialog for a fuse of a pipeline, with another plug-in chosen already or not. */
export async function openPartSwap(pipeline, fuse, id = "") {
  const here = {pipeline, kind: fuse.kind, place: fuse.place, key: fuse.kind === "plm" ? "id" : "encoder", id: "", model: "",
    models: [], file: null, now: null, text: "", line: "", same: false, verdict: null, problem: "", busy: false, done: null};
  open = here;
  changed();
  try {
    here.models = (await api.get("/api/models")).models;
    await readFile(here);
    choose(here, id || here.id);
  } catch (e) {
    here.problem = e.message;
  }
  changed();
}

async function readFile(here) {
  here.file = await api.text(api.path("pipelines", here.pipeline, "file"));
  here.now = read((await check(here, here.file.text)).content);
  const part = partOf(here, here.now);
  here.id = part[here.key] || idOf(here, part.model);
  here.model = part.model || "";
}

const partOf = (here, model) => here.kind === "plm" ? model.plm : model.inputs.find((i) => i.name === here.place).part;

const plain = (name) => name.toLowerCase().replace(/[^a-z0-9]/g, "");

const modelsOf = (here, id) => here.models.filter((m) => m.embedded && plain(m.type) === plain(id)).map((m) => `embedded:${m.name}`);

/** The plug-in that reads a model of this name, as far as the models tell. */
function idOf(here, model) {
  const found = ofKind(here.kind).find((p) => modelsOf(here, p.id).includes(model));
  return found ? found.id : "";
}

/** Another plug-in comes with a model that it can read, if there is one. */
function choose(here, id) {
  const fitting = modelsOf(here, id);
  if (id !== here.id && fitting.length && !fitting.includes(here.model)) {
    here.model = fitting[0];
  }
  here.id = id;
  tryOut(here);
}

/** The file with the part as it would be: what the other plug-in has no setting for goes. */
function other(here) {
  const model = structuredClone(here.now);
  const part = partOf(here, model);
  const own = part[here.key] || idOf(here, part.model);
  if (here.id !== own) {
    const known = (plugin(here.id) || {settings: []}).settings.map((s) => s.name);
    Object.keys(part).filter((k) => k !== "model" && !known.includes(k)).forEach((k) => delete part[k]);
    part[here.key] = here.id;
    if (here.kind === "plm" && idOf(here, here.model) === here.id) {
      delete part.id; // Its model says it.
    }
  }
  part.model = here.model;
  if (!here.model) {
    delete part.model;
  }
  return model;
}

const check = (here, text) => api.call("POST", api.path("pipelines", here.pipeline, "check"),
  {body: text, headers: {"Content-Type": "application/yaml"}});

async function tryOut(here) {
  const model = other(here);
  const {text} = write(model, opening(here.file.text));
  const line = flow(partOf(here, model));
  Object.assign(here, {text, line, same: line === flow(partOf(here, here.now)), verdict: null, problem: "", done: null});
  changed();
  try {
    const verdict = await check(here, text);
    if (here.text === text) {
      here.verdict = verdict;
    }
  } catch (e) {
    here.problem = e.message;
  }
  changed();
}

function typed(here, value) {
  here.model = value.trim();
  here.verdict = null;
  changed();
  clearTimeout(timer);
  timer = setTimeout(() => tryOut(here), WAIT_MILLIS);
}

async function apply(event) {
  event.preventDefault();
  const here = open;
  await carryOut(here, async () => {
    const headers = {"Content-Type": "application/yaml", "If-Match": here.file.etag};
    const after = await api.call("PUT", api.path("pipelines", here.pipeline, "file"), {body: here.text, headers});
    put(after);
    await readFile(here);
    here.done = {after, leases: await api.get("/api/leases")};
  });
}

function close() {
  clearTimeout(timer);
  open = null;
  changed();
}

export function partDialog() {
  if (!open) {
    return nothing;
  }
  const here = open;
  const what = here.kind === "plm" ? "language model" : `${here.place} encoder`;
  return dialog(`Swap the ${what} of ${here.pipeline}`, {submit: apply, closed: close}, html`
    <div class="columns">
      <fieldset><legend>${KINDS[here.kind]}</legend>
        <div class="choices">${here.now ? ofKind(here.kind).map((p) => option(here, p)) : html`<p class="muted">${here.problem ? "" : "Looking…"}</p>`}</div>
      </fieldset>
      <div class="stack">
        <div class="field"><label for="swap-model">Model</label><input id="swap-model" list="swap-models" ?disabled=${!here.now} .value=${live(here.model)}
            @input=${(e) => typed(here, e.target.value)}>
          <datalist id="swap-models">${here.models.filter((m) => m.embedded).map((m) => html`<option value="embedded:${m.name}">${m.type}</option>`)}</datalist>
          <span class="muted">embedded:NAME, or a folder</span></div>
        ${here.line ? html`<p class="muted">In the file: <code>${here.place}: ${here.line}</code></p>` : nothing}
        <div aria-live="polite">${outcome(here)}</div>
      </div>
    </div>
    <footer class="buttons">
      <button type="button" @click=${closeDialog}>Close</button>
      <button class="primary" ?disabled=${!can("deploy") || here.busy || here.done || here.same || !here.verdict || !here.verdict.valid}>
        ${here.busy ? "Swapping…" : here.verdict && here.verdict.waits ? "Save, and wait" : "Swap"}</button>
    </footer>`);
}

function option(here, p) {
  const fitting = modelsOf(here, p.id).length;
  return html`<label class="choice ${here.kind} ${here.id === p.id ? "chosen" : ""}">
    <input type="radio" name="plugin" value=${p.id} .checked=${live(here.id === p.id)} @change=${() => choose(here, p.id)}>
    <span class="id">${p.id}</span>
    <span class="muted">${p.usedBy.includes(here.pipeline) ? "answers now" : fitting ? `${fitting} model${fitting === 1 ? "" : "s"} here` : "no model here"}</span></label>`;
}

function outcome(here) {
  if (here.problem) {
    return bad(here.problem);
  } else if (here.done) {
    const {reason} = here.done.after;
    return reason ? waits(`It is saved. ${reason}`) : swapped(here.id, here.done);
  } else if (!here.verdict) {
    return trying();
  } else if (!here.verdict.valid) {
    return bad(here.verdict.reason);
  } else if (here.same) {
    return told("This is what answers now.");
  } else if (here.verdict.waits) {
    return waits(`It fits, but ${here.verdict.reason}. What answers now goes on until then.`);
  }
  return fits(here.verdict.version);
}
