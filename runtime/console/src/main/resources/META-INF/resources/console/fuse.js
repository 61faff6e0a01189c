// Fuses: what a pipeline is made of, and what the rack holds.
import {html, nothing} from "./lit.js";

export const KINDS = {plm: "Language model", encoder: "Encoder", strategy: "Strategy"};

/** The fuses of a pipeline, in the order in which a question passes them. */
export function fusesOf(pipeline) {
  if (!pipeline.plm) {
    return [];
  }
  const inputs = (pipeline.inputs || []).map((part) => ({...part, kind: "encoder", place: part.name}));
  const strategy = {kind: "strategy", place: "strategy", id: pipeline.strategy, settings: chain(pipeline)};
  return [...inputs, strategy, {...pipeline.plm, id: pipeline.plm.id || "by its model", kind: "plm", place: "plm"}];
}

/** The settings of the strategy of the file, as long as it is that which answers. */
function chain(pipeline) {
  const ids = (pipeline.strategies || []).map((s) => s.id).join("+");
  return ids === pipeline.strategy ? Object.assign({}, ...pipeline.strategies.map((s) => s.settings)) : {};
}

/** Settings in a few words. */
export function settingsText(settings) {
  return Object.entries(settings || {})
    .map(([key, value]) => `${key} ${typeof value === "object" ? JSON.stringify(value) : value}`)
    .join(", ");
}

/** How a fuse looks. */
export function face(fuse) {
  const settings = settingsText(fuse.settings);
  return html`
    <span class="kind">${fuse.place && fuse.kind === "encoder" ? `${fuse.place} encoder` : KINDS[fuse.kind]}</span>
    <span class="id">${fuse.kind === "plm" && fuse.model ? fuse.model : fuse.id}</span>
    <span class="detail" title=${settings || nothing}>${detail(fuse, settings)}</span>`;
}

function detail(fuse, settings) {
  const words = fuse.kind === "plm" ? [fuse.id] : [fuse.model, settings];
  return words.filter(Boolean).join(" · ") || "default settings";
}
