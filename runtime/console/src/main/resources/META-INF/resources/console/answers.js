// Answers side by side.
import {html, nothing} from "./lit.js";
import {state, can} from "./store.js";
import {icon} from "./icons.js";
import {millis} from "./board.js";
import {why} from "./explanation.js";
import {trainGenerated} from "./train.js";

/** What one pipeline answered, or why it did not. */
export function answer(result) {
  const a = result.answer;
  return html`<article class="panel answer" aria-labelledby="answer-${result.name}" data-pipeline=${result.name} aria-busy=${a || result.problem ? "false" : "true"}>
    <header><h2 id="answer-${result.name}">${result.name}</h2>
      ${a ? html`<span class="muted">${a.strategy}${a.traffic ? `, ${a.traffic}` : ""} · ${millis(result.millis)}</span>` : nothing}</header>
    ${a ? html`
      <p class="said">${a.answer || "(nothing)"}</p>
      <div class="sure"><div class="track" role="img" aria-label="${Math.round(100 * a.probability)} % sure"><span .style=${`width:${100 * a.probability}%`}></span></div>${Math.round(100 * a.probability)} % sure</div>
      ${notes(result)}` : result.text ? html`<p class="said coming">${result.text}</p>`
      : result.problem ? nothing : html`<p class="muted">Asking…</p>`}
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
