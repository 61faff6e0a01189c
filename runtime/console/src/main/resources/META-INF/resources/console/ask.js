// Asking: files, samples and words; the answers of several pipelines side by side.
import {html, nothing, repeat, live} from "./lit.js";
import * as api from "./api.js";
import {state, sorted, changed, notify, can} from "./store.js";
import {icon} from "./icons.js";
import {millis} from "./board.js";
import {why} from "./explanation.js";
import {trainGenerated} from "./train.js";

const view = {inputs: [], question: "", chosen: null, explain: true, results: [], samples: null, sample: "", over: false, asking: false};

export function ask(here) {
  choosePipelines(here.query.get("pipeline"));
  loadSamples();
  return html`
    <div class="head"><div>
      <h1>Ask</h1>
      <p class="lead">The same question to several pipelines: what each answers, how sure it is, and what the answer came from.</p>
    </div></div>
    <div class="ask">
      <form class="panel" @submit=${submit} aria-label="Question">
        ${drop()}
        ${samples()}
        ${view.inputs.length ? html`<ul class="inputs" aria-label="Inputs">${repeat(view.inputs, (i) => i.url, input)}</ul>` : nothing}
        <div class="field"><label for="question">Question</label>
          <textarea id="question" rows="2" required .value=${live(view.question)} @keydown=${enter}
            @input=${(e) => { view.question = e.target.value; }}></textarea></div>
        ${suggestions()}
        <fieldset><legend>Pipelines</legend><div class="chips">${sorted().map(chip)}</div></fieldset>
        <label class="check"><input type="checkbox" .checked=${view.explain} @change=${(e) => { view.explain = e.target.checked; }}> Say why</label>
        <button class="primary" ?disabled=${view.asking || !view.chosen.size}>${view.asking ? "Asking…" : "Ask"}</button>
      </form>
      <section class="answers" aria-label="Answers" aria-live="polite">${view.results.length ? view.results.map(answer)
        : html`<p class="panel hint">${icon("ask")} Choose a sample or drop a file, ask something, and the answers come here.</p>`}</section>
    </div>`;
}

/** Those that answer, if nobody chose. */
function choosePipelines(named) {
  if (named && view.named !== named) {
    view.named = named;
    view.chosen = new Set([named]);
  }
  if (!view.chosen || !view.touched && !view.named) {
    view.chosen = new Set(sorted().filter((p) => p.state === "ACTIVE").map((p) => p.name));
  }
}

function chip(pipeline) {
  return html`<label class="chip"><input type="checkbox" name="pipeline" value=${pipeline.name} .checked=${live(view.chosen.has(pipeline.name))}
    @change=${(e) => toggle(pipeline.name, e.target.checked)}>${pipeline.name}
    ${pipeline.state === "ACTIVE" ? nothing : html`<span class="muted">${pipeline.state.toLowerCase()}</span>`}</label>`;
}

function toggle(name, on) {
  view.touched = true;
  if (on) {
    view.chosen.add(name);
  } else {
    view.chosen.delete(name);
  }
  changed();
}

/** The inputs of a pipeline: what it calls each, and what is sensed there as far as that is known. */
const inputsOf = (pipeline) => (pipeline.inputs || []).map((i) => ({name: i.name, modality: i.modality || i.name}));

const inputsOfChosen = () => sorted().filter((p) => view.chosen.has(p.name)).flatMap(inputsOf);

/** What a file may be given as: a modality, or an input of some pipeline's own. */
const roles = () => [...new Set(["image", "audio", "video", ...sorted().flatMap(inputsOf).flatMap((i) => [i.modality, i.name])])];

/** The files for a pipeline's inputs: those given under its name, or as what is sensed there. */
function filesFor(pipeline) {
  const files = inputsOf(pipeline).map((i) => ({name: i.name, file: view.inputs.find((f) => f.role === i.name) || view.inputs.find((f) => f.role === i.modality)}));
  return files.filter((f) => f.file);
}

function drop() {
  return html`<label class="drop ${view.over ? "over" : ""}" @dragover=${(e) => hover(e, true)} @dragleave=${(e) => hover(e, false)} @drop=${dropped}>
    ${icon("plus")}<span>Drop an image, a sound or a video here, or <u>choose files</u></span>
    <input type="file" multiple @change=${(e) => { take([...e.target.files]); e.target.value = ""; }}></label>`;
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
  take([...event.dataTransfer.files]);
}

function take(files) {
  view.sample = "";
  files.forEach((file) => add(roleOf(file), file, file.name));
  changed();
}

/** A moving image is a video, where something reads videos; a second image is the next input of images, if there is one. */
function roleOf(file) {
  const wanted = inputsOfChosen();
  const type = file.type.split("/")[0];
  const senses = (modality) => wanted.some((i) => i.modality === modality);
  const modality = file.type === "image/gif" && senses("video") && !senses("image") ? "video"
    : ["image", "audio", "video"].includes(type) ? type : (wanted[0] || {modality: "image"}).modality;
  const taken = view.inputs.map((i) => i.role);
  const free = wanted.find((i) => i.modality === modality && !taken.includes(i.name) && !taken.includes(modality));
  return free ? free.name : modality;
}

function add(role, blob, name) {
  view.inputs.filter((i) => i.role === role).forEach((i) => URL.revokeObjectURL(i.url));
  view.inputs = [...view.inputs.filter((i) => i.role !== role), {role, blob, name, url: URL.createObjectURL(blob)}];
}

function input(i) {
  return html`<li class="input">${thumb(i)}
    <div class="field"><span class="name" title=${i.name}>${i.name}</span>
      ${i.blob.type.startsWith("audio/") ? html`<audio controls src=${i.url} aria-label=${i.name}></audio>` : nothing}
      <select aria-label="${i.name} is given as" @change=${(e) => { i.role = e.target.value; changed(); }}>
        ${roles().map((m) => html`<option value=${m} ?selected=${m === i.role}>${m}</option>`)}</select></div>
    <button type="button" class="quiet icon" aria-label="Take away ${i.name}" @click=${() => remove(i)}>${icon("close")}</button></li>`;
}

function thumb(i) {
  if (i.blob.type.startsWith("image/")) {
    return html`<img class="thumb" src=${i.url} alt="">`;
  }
  return i.blob.type.startsWith("video/") ? html`<video class="thumb" src=${i.url} muted></video>` : html`<span class="thumb">${icon(i.blob.type.split("/")[0])}</span>`;
}

function remove(i) {
  URL.revokeObjectURL(i.url);
  view.inputs = view.inputs.filter((other) => other !== i);
  view.sample = "";
  changed();
}

async function loadSamples() {
  if (view.samples || !state.me) {
    return;
  }
  view.samples = [];
  try {
    const {samples: all} = await api.get("/api/samples");
    view.samples = await Promise.all(all.map(async (s) => ({...s, picture: await picture(s)})));
  } catch (e) {
    notify(`There are no samples: ${e.message}`, true);
  }
  changed();
}

async function picture(sample) {
  const modality = ["image", "video"].find((m) => sample.inputs.includes(m));
  return modality ? URL.createObjectURL(await api.blob(api.path("samples", sample.id, modality))) : null;
}

function samples() {
  const wanted = inputsOfChosen().flatMap((i) => [i.name, i.modality]);
  const fitting = (view.samples || []).filter((s) => !wanted.length || s.inputs.some((m) => wanted.includes(m)));
  return fitting.length ? html`<div class="field"><span class="muted">Or a sample</span><div class="samples">${fitting.map((s, i) => html`
    <button type="button" class="sample" aria-pressed=${view.sample === s.id ? "true" : "false"} aria-label="Sample ${i + 1}: ${s.inputs.join(", ")}" @click=${() => choose(s)}>
      ${s.picture ? html`<img class="thumb" src=${s.picture} alt="">` : html`<span class="thumb">${icon(s.inputs[0])}</span>`}
      <span>${s.inputs.join(" + ")}</span></button>`)}</div></div>` : nothing;
}

async function choose(sample) {
  try {
    view.inputs.forEach((i) => URL.revokeObjectURL(i.url));
    view.inputs = [];
    for (const modality of sample.inputs) {
      add(modality, await api.blob(api.path("samples", sample.id, modality)), `${sample.id} ${modality}`);
    }
    view.sample = sample.id;
    view.question = sample.questions[0];
  } catch (e) {
    notify(e.message, true);
  }
  changed();
}

function suggestions() {
  const sample = (view.samples || []).find((s) => s.id === view.sample);
  return sample ? html`<div class="chips" aria-label="Questions of this sample">${sample.questions.map((q) => html`
    <button type="button" class="chip" @click=${() => { view.question = q; changed(); }}>${q}</button>`)}</div>` : nothing;
}

function enter(event) {
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
}

async function submit(event) {
  event.preventDefault();
  if (!view.question.trim() || view.asking) {
    return;
  }
  view.asking = true;
  view.results = [...view.chosen].sort().map((name) => ({name, question: view.question}));
  changed();
  await Promise.all(view.results.map(one));
  view.asking = false;
  changed();
}

/** An answer comes first, and its explanation, which takes longer, after it. */
async function one(result) {
  const pipeline = state.pipelines.get(result.name);
  const given = filesFor(pipeline);
  result.unread = view.inputs.filter((i) => !given.some((g) => g.file === i)).map((i) => i.role);
  const start = performance.now();
  try {
    result.answer = await send(result, given, false);
    result.millis = performance.now() - start;
    result.explaining = view.explain;
    changed();
    if (view.explain) {
      result.explanation = (await send(result, given, true)).explanation;
    }
  } catch (e) {
    result.problem = e.message;
  }
  result.explaining = false;
  changed();
}

function send(result, given, explain) {
  const form = new FormData();
  form.append("question", result.question);
  if (explain) {
    form.append("options", JSON.stringify({explain: {answer: result.answer.answer}}));
  }
  given.forEach((g) => form.append(g.name, g.file.blob, g.file.name));
  return api.call("POST", api.path("pipelines", result.name, "questions"), {body: form});
}

function answer(result) {
  const a = result.answer;
  return html`<article class="panel answer" aria-labelledby="answer-${result.name}" data-pipeline=${result.name}>
    <header><h2 id="answer-${result.name}">${result.name}</h2>
      ${a ? html`<span class="muted">${a.strategy}${a.beside ? `, ${a.beside}` : ""} · ${millis(result.millis)}</span>` : nothing}</header>
    ${a ? html`
      <p class="said">${a.answer || "(nothing)"}</p>
      <div class="sure"><div class="track" role="img" aria-label="${Math.round(100 * a.probability)} % sure"><span .style=${`width:${100 * a.probability}%`}></span></div>${Math.round(100 * a.probability)} % sure</div>
      ${notes(result)}` : result.problem ? nothing : html`<p class="muted">Asking…</p>`}
    ${result.problem ? refused(result) : nothing}
    ${result.explanation ? why(result.explanation) : result.explaining ? html`<p class="muted">Looking for what the answer came from…</p>` : nothing}
  </article>`;
}

function notes(result) {
  const words = [];
  if (result.answer.missing.length) {
    words.push(`It reads ${result.answer.missing.join(" and ")} too, which was not given.`);
  }
  if (result.unread.length) {
    words.push(`It does not read ${result.unread.join(" and ")}.`);
  }
  return words.length ? html`<p class="muted">${words.join(" ")}</p>` : nothing;
}

function refused(result) {
  const pipeline = state.pipelines.get(result.name);
  return html`<div class="verdict bad">${icon("warn")}<span>${result.problem}</span></div>
    ${pipeline && pipeline.state === "WAITING" && pipeline.reason.includes("trained weights") ? html`
      <button type="button" ?disabled=${!can("operate")} @click=${() => trainGenerated(pipeline)}>${icon("train")}Train it now</button>` : nothing}`;
}
