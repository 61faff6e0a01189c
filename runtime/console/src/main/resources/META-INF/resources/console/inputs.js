// The files that a question comes with, and what each is given as.
import {html, nothing, repeat} from "./lit.js";
import {sorted, changed} from "./store.js";
import {icon} from "./icons.js";

/** The files, and the sample that they are of. */
export const given = {files: [], sample: ""};

let over = false;
let asked = [];

/** The inputs of a pipeline: what it calls each, and what is sensed there as far as that is known. */
const inputsOf = (pipeline) => (pipeline.inputs || []).map((i) => ({name: i.name, modality: i.modality || i.name}));

/** The inputs of several pipelines. */
export const inputsOfAll = (pipelines) => pipelines.flatMap(inputsOf);

/** What a file may be given as: a modality, or an input of some pipeline's own. */
const roles = () => [...new Set(["image", "audio", "video", ...inputsOfAll(sorted()).flatMap((i) => [i.modality, i.name])])];

/** The files for a pipeline's inputs: those given under its name, or as what is sensed there. */
export function filesFor(pipeline) {
  const files = inputsOf(pipeline).map((i) => ({name: i.name, file: given.files.find((f) => f.role === i.name) || given.files.find((f) => f.role === i.modality)}));
  return files.filter((f) => f.file);
}

/** Where files are dropped, for these pipelines. */
export function dropZone(pipelines) {
  asked = pipelines;
  return html`<label class="drop ${over ? "over" : ""}" @dragover=${(e) => hover(e, true)} @dragleave=${(e) => hover(e, false)} @drop=${dropped}>
    ${icon("plus")}<span>Drop an image, a sound or a video here, or <u>choose files</u></span>
    <input type="file" multiple @change=${(e) => { take([...e.target.files]); e.target.value = ""; }}></label>`;
}

function hover(event, on) {
  event.preventDefault();
  if (over !== on) {
    over = on;
    changed();
  }
}

function dropped(event) {
  event.preventDefault();
  over = false;
  take([...event.dataTransfer.files]);
}

export function take(files) {
  given.sample = "";
  files.forEach((file) => add(roleOf(file), file, file.name));
  changed();
}

/** A moving image is a video, where something reads videos; a second image is the next input of images, if there is one. */
function roleOf(file) {
  const wanted = inputsOfAll(asked);
  const type = file.type.split("/")[0];
  const senses = (modality) => wanted.some((i) => i.modality === modality);
  const modality = file.type === "image/gif" && senses("video") && !senses("image") ? "video"
    : ["image", "audio", "video"].includes(type) ? type : (wanted[0] || {modality: "image"}).modality;
  const taken = given.files.map((i) => i.role);
  const free = wanted.find((i) => i.modality === modality && !taken.includes(i.name) && !taken.includes(modality));
  return free ? free.name : modality;
}

/** Adds a file in place of the one that was given as the same. */
export function add(role, blob, name) {
  given.files.filter((i) => i.role === role).forEach((i) => URL.revokeObjectURL(i.url));
  given.files = [...given.files.filter((i) => i.role !== role), {role, blob, name, url: URL.createObjectURL(blob)}];
}

export function inputList() {
  return given.files.length ? html`<ul class="inputs" aria-label="Inputs">${repeat(given.files, (i) => i.url, input)}</ul>` : nothing;
}

/** Takes all files away. */
export function clear() {
  given.files.forEach((i) => URL.revokeObjectURL(i.url));
  given.files = [];
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
  given.files = given.files.filter((other) => other !== i);
  given.sample = "";
  changed();
}
