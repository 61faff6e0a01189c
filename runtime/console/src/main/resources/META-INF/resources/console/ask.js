// Asking: the question, and which pipelines answer it side by side.
import {html, nothing, live} from "./lit.js";
import * as api from "./api.js";
import {state, sorted, changed} from "./store.js";
import {icon} from "./icons.js";
import {given, filesFor, dropZone, inputList, take as takeFiles} from "./inputs.js";
import {recording} from "./recording.js";
import {samples, suggestions, loadSamples} from "./samples.js";
import {answer} from "./answers.js";

const view = {question: "", chosen: null, explain: true, results: [], asking: null};

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
        ${dropZone(chosen())}
        ${recording(takeFiles)}
        ${samples(chosen(), take)}
        ${inputList()}
        <div class="field"><label for="question">Question</label>
          <textarea id="question" rows="2" required .value=${live(view.question)} @keydown=${enter}
            @input=${(e) => { view.question = e.target.value; }}></textarea></div>
        ${suggestions(take)}
        <fieldset><legend>Pipelines</legend><div class="chips">${sorted().map(chip)}</div></fieldset>
        <label class="check"><input type="checkbox" .checked=${view.explain} @change=${(e) => { view.explain = e.target.checked; }}> Say why</label>
        ${view.asking ? html`<button type="button" @click=${() => view.asking.abort()}>${icon("stop")}Stop</button>`
          : html`<button class="primary" ?disabled=${!chosen().length}>Ask</button>`}
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

const chosen = () => sorted().filter((p) => view.chosen.has(p.name));

function take(question) {
  view.question = question;
  changed();
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
  view.asking = new AbortController();
  view.results = chosen().map((p) => ({name: p.name, question: view.question, text: ""}));
  changed();
  await Promise.all(view.results.map(one));
  view.asking = null;
  changed();
}

/** An answer comes first, and its explanation, which takes longer, after it. */
async function one(result) {
  const pipeline = state.pipelines.get(result.name);
  const files = filesFor(pipeline);
  result.unread = given.files.filter((f) => !files.some((g) => g.file === f)).map((f) => f.role);
  const start = performance.now();
  try {
    await stream(result, files);
    result.millis = performance.now() - start;
    result.explaining = view.explain;
    changed();
    if (view.explain) {
      result.explanation = (await api.call("POST", place(result), {body: formOf(result, files, true), signal: view.asking.signal})).explanation;
    }
  } catch (e) {
    result.problem = e.name === "AbortError" ? "Stopped." : e.message;
  }
  result.explaining = false;
  changed();
}

const place = (result) => api.path("pipelines", result.name, "questions");

/** The answer, whose text comes token by token. */
async function stream(result, files) {
  let problem = "The answer broke off.";
  await api.events("POST", place(result), {body: formOf(result, files, false), signal: view.asking.signal}, (name, value) => {
    if (name === "token") {
      result.text += value.text;
    } else if (name === "answer") {
      result.answer = value;
    } else {
      problem = value.detail;
    }
    changed();
  });
  if (!result.answer) {
    throw new Error(problem);
  }
}

function formOf(result, files, explain) {
  const form = new FormData();
  form.append("question", result.question);
  if (explain) {
    form.append("options", JSON.stringify({explain: {answer: result.answer.answer}}));
  }
  files.forEach((g) => form.append(g.name, g.file.blob, g.file.name));
  return form;
}
