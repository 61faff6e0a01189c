// Samples, which are one click away.
import {html, nothing} from "./lit.js";
import * as api from "./api.js";
import {state, changed, notify} from "./store.js";
import {icon} from "./icons.js";
import {given, add, clear, inputsOfAll} from "./inputs.js";

let known = null;

/** Asks for them once. */
export async function loadSamples() {
  if (known || !state.me) {
    return;
  }
  known = [];
  try {
    const {samples: all} = await api.get("/api/samples");
    known = await Promise.all(all.map(async (s) => ({...s, thumbnail: await thumbnail(s)})));
  } catch (e) {
    notify(`There are no samples: ${e.message}`, true);
  }
  changed();
}

async function thumbnail(sample) {
  const modality = ["image", "video"].find((m) => sample.inputs.includes(m));
  return modality ? URL.createObjectURL(await api.blob(api.path("samples", sample.id, modality))) : null;
}

/** Those that these pipelines read; the first question of the one chosen is taken. */
export function samples(pipelines, take) {
  const wanted = inputsOfAll(pipelines).flatMap((i) => [i.name, i.modality]);
  const fitting = (known || []).filter((s) => !wanted.length || s.inputs.some((m) => wanted.includes(m)));
  return fitting.length ? html`<div class="field"><span class="muted">Or a sample</span><div class="samples">${fitting.map((s, i) => html`
    <button type="button" class="sample" aria-pressed=${given.sample === s.id ? "true" : "false"} aria-label="Sample ${i + 1}: ${s.inputs.join(", ")}" @click=${() => choose(s, take)}>
      ${s.thumbnail ? html`<img class="thumb" src=${s.thumbnail} alt="">` : html`<span class="thumb">${icon(s.inputs[0])}</span>`}
      <span>${s.inputs.join(" + ")}</span></button>`)}</div></div>` : nothing;
}

async function choose(sample, take) {
  try {
    clear();
    for (const modality of sample.inputs) {
      add(modality, await api.blob(api.path("samples", sample.id, modality)), `${sample.id} ${modality}`);
    }
    given.sample = sample.id;
    take(sample.questions[0]);
  } catch (e) {
    notify(e.message, true);
  }
  changed();
}

/** What else could be asked about it. */
export function suggestions(take) {
  const sample = (known || []).find((s) => s.id === given.sample);
  return sample ? html`<div class="chips" aria-label="Questions of this sample">${sample.questions.map((q) => html`
    <button type="button" class="chip" @click=${() => take(q)}>${q}</button>`)}</div>` : nothing;
}
