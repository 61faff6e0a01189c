// The board: every pipeline as a row of fuses, and the rack to swap them from.
import {html, nothing, repeat} from "./lit.js";
import * as api from "./api.js";
import {state, sorted, ofKind, rate, can, put, attempt, notify, changed} from "./store.js";
import {icon} from "./icons.js";
import {face, fusesOf, KINDS} from "./fuse.js";
import {openSwap} from "./swap.js";
import {openPartSwap} from "./partswap.js";
import {trainGenerated} from "./train.js";

const STATES = {
  ACTIVE: ["active", "check", "answers"],
  WAITING: ["waiting", "wait", "waits"],
  FAILED: ["failed", "warn", "failed"],
  STOPPED: ["stopped", "stop", "stopped"],
};

const RACK = {strategy: "Strategies", encoder: "Encoders", plm: "Language models"};

let pressed = null;
let dragged = null;
let over = "";

export function board() {
  const pipelines = sorted();
  return html`
    <div class="head"><div>
      <h1>Board</h1>
      <p class="lead">Each row is a pipeline: a question passes its encoders, the strategy that fuses them, and a frozen language model.</p>
    </div></div>
    <div class="board">
      <section class="rows" aria-label="Pipelines">
        ${pipelines.length ? repeat(pipelines, (p) => p.name, row) : empty()}
      </section>
      ${rack()}
    </div>`;
}

function empty() {
  return html`<p class="panel hint">${state.connected
    ? html`There is no pipeline yet. <a href="#/compose">Compose one</a>.` : "Looking…"}</p>`;
}

function row(pipeline) {
  return html`
    <article class="panel row" aria-labelledby="row-${pipeline.name}" data-pipeline=${pipeline.name} data-state=${pipeline.state}>
      <header>
        <h2 id="row-${pipeline.name}">${pipeline.name}</h2>
        ${badge(pipeline.state)}
        ${numbers(pipeline)}
      </header>
      <div class="rail">${fusesOf(pipeline).map((fuse) => socket(pipeline, fuse))}</div>
      ${pipeline.reason ? html`<p class="reason ${pipeline.state.toLowerCase()}">${icon("wait")}<span>${sentenceOf(pipeline.reason)}</span></p>` : nothing}
      ${pipeline.traffic ? second(pipeline) : nothing}
      ${actions(pipeline)}
    </article>`;
}

/** A reason begins as a sentence does. */
const sentenceOf = (reason) => reason[0].toUpperCase() + reason.slice(1);

function badge(name) {
  const [style, drawing] = STATES[name] || STATES.FAILED;
  return html`<span class="badge ${style}">${icon(drawing)}${name}</span>`;
}

function numbers(pipeline) {
  const r = pipeline.requests;
  return html`<dl class="numbers">
    ${number("requests/s", rate(pipeline.name).toFixed(1))}
    ${number("answered", r ? r.count.toLocaleString() : "0")}
    ${number("half within", r && r.p50Millis > 0 ? millis(r.p50Millis) : "–")}
    ${number("99 % within", r && r.p99Millis > 0 ? millis(r.p99Millis) : "–")}
    ${number("in use", pipeline.leases)}
  </dl>`;
}

const number = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

export const millis = (value) => value < 10 ? `${value.toFixed(1)} ms` : value < 10000
  ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;

function socket(pipeline, fuse) {
  const key = `${pipeline.name}/${fuse.place}`;
  const fits = dragged && dragged.kind === fuse.kind;
  return html`
    <button class="fuse ${fuse.kind} ${fits ? "fits" : ""} ${over === key ? "over" : ""}" data-place=${fuse.place}
      aria-label="${KINDS[fuse.kind]} ${fuse.place === fuse.kind ? "" : fuse.place} ${fuse.id} of ${pipeline.name}: swap it"
      @click=${() => choose(pipeline, fuse)}
      @dragover=${(e) => hover(e, fits, key)}
      @dragleave=${() => hover(null, fits, "")}
      @drop=${(e) => dropped(e, pipeline, fuse)}>
      ${face(fuse)}<span class="hint-swap">${icon("swap")}</span>
    </button>`;
}

/** A strategy can share a pipeline's questions with another; an encoder and a PLM are replaced. */
function choose(pipeline, fuse, other) {
  if (fuse.kind === "strategy") {
    openSwap(pipeline.name, other);
  } else {
    openPartSwap(pipeline.name, fuse, other);
  }
}

function hover(event, fits, key) {
  if (event && fits) {
    event.preventDefault();
  }
  if (over !== key) {
    over = fits ? key : "";
    changed();
  }
}

function dropped(event, pipeline, fuse) {
  event.preventDefault();
  const id = dragged ? dragged.id : event.dataTransfer.getData("text/plain");
  dragged = null;
  over = "";
  choose(pipeline, fuse, id);
  changed();
}

function second(pipeline) {
  const share = /^share (.+)=([^=]+)$/.exec(pipeline.traffic);
  const name = share ? share[1] : pipeline.traffic.replace(/^shadow /, "");
  const part = share ? Number(share[2]) : 0;
  const percentage = Number((100 * part).toPrecision(2));
  return html`<div class="second">
    <div class="words"><strong>${name}</strong> ${share
      ? html`answers ${percentage} % of the questions` : html`answers all questions too, in the shadow`}
      <span class="muted">${outcomes(pipeline.outcomes)}</span></div>
    ${share ? html`<div class="share" role="img" aria-label="${percentage} % ${name}"><span .style=${`width:${100 * part}%`}></span></div>` : nothing}
    <span class="buttons">
      <button ?disabled=${!can("operate")} @click=${() => post(pipeline, "promote")}>Make it the own one</button>
      <button ?disabled=${!can("operate")} @click=${() => change("DELETE", pipeline, "second")}>Take it away</button>
    </span></div>`;
}

const OUTCOMES = {own: "by the own one", challenger: "by it", same: "the same", different: "different", failed: "failed", skipped: "skipped"};

const outcomes = (counts) => Object.entries(counts).filter(([, n]) => n).map(([k, n]) => `${n} ${OUTCOMES[k] || k}`).join(", ");

function actions(pipeline) {
  const running = state.trainings && [...state.trainings.values()].find((r) => r.pipeline === pipeline.name && r.state === "RUNNING");
  const lacks = pipeline.state === "WAITING" && pipeline.reason.includes("trained weights");
  const stopped = pipeline.state === "STOPPED";
  return html`<footer class="buttons">
    ${running ? html`<a class="button primary" href="#/train">${icon("train")}Training ${percent(running)}</a>` : lacks
      ? html`<button class="primary" ?disabled=${!can("operate")} @click=${() => trainGenerated(pipeline)}>${icon("train")}Train it now</button>` : nothing}
    <a class="button" href="#/ask?pipeline=${encodeURIComponent(pipeline.name)}">${icon("ask")}Ask</a>
    <button ?disabled=${!can("operate") || !pipeline.plm} @click=${() => openSwap(pipeline.name)}>${icon("swap")}Swap</button>
    <a class="button" href="#/compose/${encodeURIComponent(pipeline.name)}">${icon("compose")}Edit</a>
    <button ?disabled=${!can("operate")} @click=${() => post(pipeline, stopped ? "start" : "stop")}>${stopped ? "Start" : "Stop"}</button>
    ${pipeline.version ? html`<span class="muted version" title="The version of the trained weights">weights ${pipeline.version}</span>` : nothing}
    ${pipeline.swap ? html`<span class="muted version">${pipeline.swap.gapMillis === 0 ? "last swap: no gap" : `ready after ${millis(pipeline.swap.gapMillis)}`}</span>` : nothing}
  </footer>`;
}

const percent = (run) => run.total ? `${Math.floor(100 * run.done / run.total)} %` : "…";

const post = (pipeline, what) => change("POST", pipeline, what);

const change = (method, pipeline, what) => attempt(async () => {
  put(await api.call(method, api.path("pipelines", pipeline.name, what)));
  notify(`${pipeline.name}: done.`);
});

function rack() {
  return html`<aside class="rack" aria-label="Rack of plug-ins">
    <h2>Rack</h2>
    <p class="muted">Drag a fuse onto a row, or choose one in the row.</p>
    ${Object.keys(RACK).map((kind) => html`
      <h3>${RACK[kind]}</h3>
      <ul>${repeat(ofKind(kind), (p) => p.id, (p) => html`
        <li class="fuse spare ${kind}" draggable="true" title="${p.id} ${p.version}"
            @pointerdown=${(e) => { pressed = {plugin: p, kind, element: e.currentTarget}; }}
            @dragstart=${(e) => lift(e, p, kind)} @dragend=${letGo}>
          <span class="id">${p.id}</span><span class="detail">${p.usedBy.length ? `in ${p.usedBy.join(", ")}` : "spare"}</span></li>`)}</ul>`)}
    <a class="button" href="#/plugins">${icon("plus")}Add a plug-in</a>
  </aside>`;
}

/** What was pressed is lifted: a page that scrolls meanwhile has another fuse there when the drag begins. */
function lift(event, plugin, kind) {
  const lifted = pressed || {plugin, kind, element: event.currentTarget};
  event.dataTransfer.setData("text/plain", lifted.plugin.id);
  event.dataTransfer.setDragImage(lifted.element, 10, 10);
  event.dataTransfer.effectAllowed = "copy";
  dragged = {id: lifted.plugin.id, kind: lifted.kind};
  changed();
}

function letGo() {
  pressed = null;
  dragged = null;
  over = "";
  changed();
}
