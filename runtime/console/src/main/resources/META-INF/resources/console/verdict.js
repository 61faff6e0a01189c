// What would happen in a swap, and what happened: both swap dialogs show it in the same words.
import {html, nothing} from "./lit.js";
import {state, changed} from "./store.js";
import {icon} from "./icons.js";
import {millis} from "./board.js";

export const told = (text) => html`<p class="verdict">${text}</p>`;

export const trying = () => html`<p class="verdict">${icon("wait")}<span>It is built as it would be…</span></p>`;

export const bad = (reason, way = nothing) => html`<div class="verdict bad">${icon("warn")}<div><p>${reason}</p>${way}</div></div>`;

export const waits = (text) => html`<p class="verdict waits">${icon("wait")}<span>${text}</span></p>`;

export const good = (text) => html`<p class="verdict good">${icon("check")}<span>${text}</span></p>`;

export const fits = (version, untrained = "It needs no trained weights.") => good(html`It fits. ${version
  ? html`It would answer with the weights <code>${version}</code>.` : untrained}`);

/** How a swap went. */
export function swapped(name, {after, leases}) {
  const swap = (state.pipelines.get(after.name) || after).swap;
  return html`<div class="verdict good">${icon("check")}<div><p><strong>${name}</strong> answers now.</p><dl class="numbers">
    ${swap ? html`<div><dt>gap</dt><dd>${swap.gapMillis === 0 ? "none" : millis(swap.gapMillis)}</dd></div>
      <div><dt>old one free after</dt><dd>${millis(swap.drainedMillis)}</dd></div>` : nothing}
    <div><dt>in use now</dt><dd>${leases.leases[after.name] || 0}</dd></div>
    <div><dt>swaps since start</dt><dd>${leases.swaps}</dd></div>
  </dl></div></div>`;
}

/** Does what a dialog asks for, and says in it what went wrong. */
export async function carryOut(dialog, work) {
  dialog.busy = true;
  changed();
  try {
    await work();
    dialog.problem = "";
  } catch (e) {
    dialog.problem = e.message;
  }
  dialog.busy = false;
  changed();
}
