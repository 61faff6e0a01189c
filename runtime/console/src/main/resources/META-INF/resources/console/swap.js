// Swapping a strategy: what there is, what would happen, and what happened.
import {html, live, nothing} from "./lit.js";
import * as api from "./api.js";
import {can, put, changed} from "./store.js";
import {closeDialog, dialog} from "./dialog.js";
import {bad, carryOut, fits, good, swapped, told, trying, waits} from "./verdict.js";

const MODES = {
  replace: ["Replace", "It takes over; questions that are under way end with the old one."],
  share: ["Share", "It answers some of the questions."],
  shadow: ["Shadow", "It answers all questions too, unseen, and is compared."],
};

let open = null;

/** Opens the dialog for a pipeline, with a strategy chosen already or not. */
export async function openSwap(pipeline, strategy = "") {
  open = {pipeline, strategy, strategies: null, mode: "replace", share: 0.2, untrained: false, preview: null, busy: false, problem: "", done: null};
  changed();
  try {
    const here = open;
    const {strategies} = await api.get(api.path("pipelines", pipeline, "strategies"));
    here.strategies = strategies;
    if (strategy) {
      await tryOut(here);
    }
  } catch (e) {
    open.problem = e.message;
  }
  changed();
}

async function tryOut(here) {
  here.preview = null;
  here.problem = "";
  here.done = null;
  changed();
  const asked = here.strategy + here.untrained;
  try {
    const preview = await api.call("POST", api.path("pipelines", here.pipeline, "preview"), {json: choice(here)});
    if (asked === here.strategy + here.untrained) {
      here.preview = preview;
    }
  } catch (e) {
    here.problem = e.message;
  }
  changed();
}

const choice = (here) => ({strategy: here.strategy, untrained: here.untrained});

async function apply(event) {
  event.preventDefault();
  const here = open;
  const one = api.path("pipelines", here.pipeline);
  await carryOut(here, async () => {
    const after = here.mode === "replace"
      ? await api.call("POST", `${one}/swap`, {json: choice(here)})
      : await api.call("PUT", `${one}/second`, {json: {...choice(here), ...(here.mode === "share" ? {share: here.share} : {})}});
    put(after);
    here.done = {after, leases: await api.get("/api/leases")};
    here.strategies = (await api.get(`${one}/strategies`)).strategies;
  });
}

function close() {
  open = null;
  changed();
}

export function swapDialog() {
  if (!open) {
    return nothing;
  }
  const here = open;
  return dialog(`Swap the strategy of ${here.pipeline}`, {submit: apply, closed: close}, html`
        <div class="columns">
          <fieldset><legend>Strategy</legend>
            <div class="choices">${here.strategies ? here.strategies.map((s) => option(here, s)) : html`<p class="muted">Looking…</p>`}</div>
          </fieldset>
          <div>
            <fieldset><legend>How</legend>
              <div class="segments">${Object.entries(MODES).map(([id, [title]]) => html`
                <label><input type="radio" name="mode" value=${id} .checked=${live(here.mode === id)}
                  @change=${() => { here.mode = id; changed(); }}><span>${title}</span></label>`)}</div>
              <p class="muted">${MODES[here.mode][1]}</p>
              ${here.mode === "share" ? html`<label class="slider">Share <input type="range" min="0.05" max="0.95" step="0.05" .value=${String(here.share)}
                @input=${(e) => { here.share = Number(e.target.value); changed(); }}><output>${Math.round(100 * here.share)} %</output></label>` : nothing}
              <label class="check"><input type="checkbox" .checked=${here.untrained}
                @change=${(e) => { here.untrained = e.target.checked; if (here.strategy) { tryOut(here); } }}> Allow weights that were never trained</label>
            </fieldset>
            <div aria-live="polite">${outcome(here)}</div>
          </div>
        </div>
        <footer class="buttons">
          <button type="button" @click=${closeDialog}>Close</button>
          <button class="primary" ?disabled=${!can("operate") || here.busy || !here.preview || !here.preview.possible}>
            ${here.busy ? "Swapping…" : here.mode === "replace" ? "Swap" : "Begin"}</button>
        </footer>`);
}

function option(here, s) {
  const weights = s.weights ? `${s.versions} trained version${s.versions === 1 ? "" : "s"}` : "no trained weights";
  return html`<label class="choice ${here.strategy === s.strategy ? "chosen" : ""}">
    <input type="radio" name="strategy" value=${s.strategy} .checked=${live(here.strategy === s.strategy)}
      @change=${() => { here.strategy = s.strategy; tryOut(here); }}>
    <span class="id">${s.strategy}</span>
    <span class="muted">${s.current ? "answers now" : weights}</span></label>`;
}

function outcome(here) {
  if (here.problem) {
    return bad(here.problem);
  } else if (here.done) {
    return done(here);
  } else if (!here.strategy) {
    return told("Choose a strategy, and what would happen is tried out here. Nothing changes.");
  } else if (!here.preview) {
    return trying();
  } else if (!here.preview.possible) {
    return bad(here.preview.reason, html`
      <a href="#/train?pipeline=${encodeURIComponent(here.pipeline)}&strategy=${encodeURIComponent(here.strategy)}" @click=${closeDialog}>Train ${here.strategy}</a>`);
  }
  return fits(here.preview.version, here.untrained ? "It would answer with weights that were never trained." : undefined);
}

function done(here) {
  const {after} = here.done;
  if (after.state === "STOPPED") {
    return waits(`${after.name} is stopped, and answers so when it is started.`);
  }
  return here.mode === "replace" ? swapped(after.strategy, here.done)
    : good(`It answers alongside ${after.strategy} now: ${after.traffic}.`);
}
