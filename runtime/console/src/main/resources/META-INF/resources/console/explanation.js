// What an answer came from: a sentence, an image under a heat map, words and bars. No hue says anything here, since
// colours are what many questions are about: what spoke for the answer is solid, what spoke against it is hatched.
import {html, svg, nothing} from "./lit.js";

const SIDE = 320;
const FAINT = 0.12;
let patterns = 0;

export function why(explanation) {
  return html`<div class="why">
    <p class="sentence">${sentence(explanation)}</p>
    ${explanation.parts.filter((p) => p.image && p.grid).map((p) => html`<div><h4>Where it looked in the ${p.name}</h4>${heatMap(p)}</div>`)}
    ${explanation.parts.filter((p) => p.name === "text").map((p) => html`<div><h4>Words</h4>${words(p)}</div>`)}
    <div><h4>Parts</h4>${bars(explanation)}</div>
    ${explanation.parts.filter((p) => p.name !== "text" && !p.grid && p.units.length > 1).map((p) => html`<div><h4>${title(p)}, position by position</h4>${units(p)}</div>`)}
    <div class="legend"><span><i class="for"></i>spoke for “${explanation.word}”</span><span><i class="against"></i>spoke against it</span></div>
    <details><summary class="muted">How complete this is</summary><p class="muted">${explanation.summary}${explanation.blended.length
      ? ` The strategy joins ${explanation.blended.join(", ")} with other positions.` : ""}</p></details>
  </div>`;
}

const title = (part) => ({prompt: "Learnt prompt", text: "Words"}[part.name] || part.name[0].toUpperCase() + part.name.slice(1));

/** What spoke for the answer and what against, strongest first. */
export function sentence(explanation) {
  const named = explanation.parts.flatMap((part) => part.units.map((unit, i) => ({value: unit.value, name: unitName(part, unit, i)})));
  const best = (sign) => named.filter((n) => sign * n.value > 0).sort((a, b) => sign * (b.value - a.value)).slice(0, 2).map((n) => n.name);
  const strongest = [...explanation.parts].sort((a, b) => b.share - a.share)[0];
  const [pro, con] = [best(1), best(-1)];
  return [
    `“${explanation.answer}” came for ${Math.round(100 * strongest.share)} % from ${partName(strongest)}.`,
    pro.length ? `What spoke for it most: ${pro.join(" and ")};` : "Nothing spoke for it;",
    con.length ? `what spoke against it most: ${con.join(" and ")}.` : "nothing spoke against it.",
  ].join(" ");
}

const partName = (part) => ({prompt: "the learnt prompt", text: "the words"}[part.name] || `the ${part.name}`);

function unitName(part, unit, i) {
  if (part.name === "text") {
    return `the word “${unit.name.trim()}”`;
  } else if (part.name === "prompt") {
    return `prompt vector ${unit.name}`;
  } else if (part.grid) {
    return i < part.grid.whole ? `the ${part.name} as a whole` : `the ${region(part.grid, i - part.grid.whole)} of the ${part.name}`;
  }
  return part.units.length > 1 ? `position ${unit.name} of the ${part.name}` : `the ${part.name}`;
}

function region(grid, patch) {
  const third = (at, of, names) => names[Math.min(2, Math.floor(3 * (at + 0.5) / of))];
  const row = third(Math.floor(patch / grid.columns) % grid.rows, grid.rows, ["top", "middle", "bottom"]);
  const column = third(patch % grid.columns, grid.columns, ["left", "middle", "right"]);
  return row === column ? "middle" : row === "middle" ? `${column} side` : column === "middle" ? row : `${row} ${column}`;
}

/** The image stays as it is where patches counted, and fades where they did not; a sign says which way they counted. */
function heatMap(part) {
  const {whole, rows, columns, window: w} = part.grid;
  const patches = part.units.slice(whole, whole + rows * columns);
  const most = Math.max(...patches.map((p) => Math.abs(p.value)), 1e-12);
  const [width, height] = [SIDE * (w.right - w.left) / columns, SIDE * (w.bottom - w.top) / rows];
  const id = `hatch-${patterns++}`;
  const box = (i) => ({x: SIDE * w.left + (i % columns) * width, y: SIDE * w.top + Math.floor(i / columns) * height});
  return html`<svg class="heat" viewBox="0 0 ${SIDE} ${SIDE}" role="img" aria-label="Heat map: ${part.name}. ${described(part, patches, most)}">
    <defs><pattern id=${id} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="8" height="8" fill="#fff"></rect><rect width="4" height="8" fill="#000"></rect></pattern></defs>
    <image href=${part.image} width=${SIDE} height=${SIDE} preserveAspectRatio="none" image-rendering="pixelated"></image>
    ${patches.map((patch, i) => cell(box(i), width, height, patch.value / most, id))}
  </svg>`;
}

function cell({x, y}, width, height, value, id) {
  const weight = Math.abs(value);
  const veil = 0.62 * (1 - weight) ** 1.5;
  const inset = 3;
  return svg`<rect x=${x} y=${y} width=${width} height=${height} fill="var(--panel)" fill-opacity=${veil}></rect>
    ${weight < FAINT ? nothing : value > 0
      ? svg`<rect x=${x + inset} y=${y + inset} width=${width - 2 * inset} height=${height - 2 * inset} rx="3" fill="none" stroke="#000" stroke-opacity=".55" stroke-width=${1 + 6 * weight}></rect>
        <rect x=${x + inset} y=${y + inset} width=${width - 2 * inset} height=${height - 2 * inset} rx="3" fill="none" stroke="#fff" stroke-width=${0.5 + 3.5 * weight}></rect>`
      : svg`<rect x=${x + inset} y=${y + inset} width=${width - 2 * inset} height=${height - 2 * inset} rx="3" fill="none" stroke="url(#${id})" stroke-width=${2 + 9 * weight}></rect>`}`;
}

function described(part, patches, most) {
  const parts = patches.map((p, i) => ({...p, where: region(part.grid, i)})).filter((p) => Math.abs(p.value) > most / 2);
  return parts.map((p) => `${p.where} ${p.value > 0 ? "for" : "against"}`).join(", ");
}

const mark = (value, most) => html`<span class="mark"><span class=${value < 0 ? "against" : "for"} .style=${`width:${Math.round(100 * Math.abs(value) / most)}%`}></span></span>`;

function words(part) {
  const most = Math.max(...part.units.map((u) => Math.abs(u.value)), 1e-12);
  return html`<div class="words">${part.units.map((u) => html`<span class="word ${/^<.*>$/.test(u.name) ? "muted" : ""}" title=${u.value.toFixed(3)}>${u.name.trim() || "·"}
    ${mark(u.value, most)}</span>`)}</div>`;
}

function bars(explanation) {
  const most = Math.max(...explanation.parts.flatMap((p) => [p.inFavour, p.against]), 1e-12);
  const width = (value) => `width:${(100 * value / most).toFixed(1)}%`;
  return html`<div class="bars">${explanation.parts.map((p) => html`<span>${title(p)}</span>
    <span class="both" role="img" aria-label="${title(p)}: for ${p.inFavour.toFixed(2)}, against ${p.against.toFixed(2)}">
      <span><i class="against" .style=${width(p.against)}></i></span><span><i class="for" .style=${width(p.inFavour)}></i></span></span>
    <span class="muted">${Math.round(100 * p.share)} %</span>`)}</div>`;
}

function units(part) {
  const most = Math.max(...part.units.map((u) => Math.abs(u.value)), 1e-12);
  const height = (value) => `height:${(100 * Math.max(0, value) / most).toFixed(1)}%`;
  return html`<div class="units" role="img" aria-label="${part.units.length} positions of ${partName(part)}">${part.units.map((u) => html`
    <span title="${u.name}: ${u.value.toFixed(3)}"><span>${u.value > 0 ? html`<i class="for" .style=${height(u.value)}></i>` : nothing}</span>${u.value < 0
      ? html`<i class="against" .style=${height(-u.value)}></i>` : nothing}</span>`)}</div>`;
}
