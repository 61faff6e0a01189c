// The parts of a pipeline as a form, whose fields are the settings of their plug-ins.
import {html, nothing, repeat, live} from "./lit.js";
import {ofKind, plugin} from "./store.js";
import {icon} from "./icons.js";

let view = null;
let written = () => {};

/**
 * The form of a pipeline's parts.
 *
 * @param composed the model, the verdict on it, which part each line is of, and the models that there are
 * @param changed is called when the model has changed
 */
export function partsForm(composed, changed) {
  view = composed;
  written = changed;
  const m = view.model;
  return html`
    ${partOf("plm", "plm", "Language model", html`${modelField("plm", m.plm)}${idField("plm", m.plm, "id", "plm", "by its model")}${settings("plm", m.plm, m.plm.id, ["id", "model"])}`)}
    ${repeat(m.inputs, (i) => i, (i) => partOf("encoder", i.name, `${i.name} encoder`, html`
      <div class="field"><label for="m-${i.name}">name</label><input id="m-${i.name}" list="names" .value=${live(i.name)} @change=${(e) => { i.name = e.target.value.trim() || i.name; written(); }}></div>
      ${idField(i.name, i.part, "encoder", "encoder")}${modelField(i.name, i.part)}${settings(i.name, i.part, i.part.encoder, ["encoder", "model"])}`,
      () => { m.inputs = m.inputs.filter((x) => x !== i); written(); }))}
    <datalist id="names"><option>image</option><option>audio</option><option>video</option></datalist>
    <datalist id="models">${(view.models || []).filter((x) => x.embedded).map((x) => html`<option value="embedded:${x.name}">${x.type}</option>`)}</datalist>
    <div class="buttons"><button type="button" @click=${addInput}>${icon("plus")}Another input</button></div>
    ${m.strategies.map((s, at) => partOf("strategy", "strategy", m.strategies.length > 1 ? `Strategy ${at + 1}` : "Strategy", html`
      ${idField("strategy", s, "id", "strategy")}${settings("strategy", s, s.id, ["id", "model"])}`,
      m.strategies.length > 1 ? () => { m.strategies = m.strategies.filter((x) => x !== s); written(); } : null))}
    <div class="buttons"><button type="button" @click=${() => { m.strategies.push({id: "promptfuse"}); written(); }}>${icon("plus")}Chain another strategy</button></div>
    ${rest(m.rest)}`;
}

function partOf(kind, name, title, fields, remove) {
  const problem = problemAt(name, "");
  return html`<section class="panel part ${kind}" data-part=${name} aria-label=${title}><header><h2>${title}</h2>
    ${remove ? html`<button type="button" class="quiet icon" aria-label="Take away the ${title}" @click=${remove}>${icon("close")}</button>` : nothing}</header>
    <div class="grid">${fields}</div>${problem ? html`<p class="problem">${problem}</p>` : nothing}</section>`;
}

function addInput() {
  const taken = view.model.inputs.map((i) => i.name);
  const name = ["image", "audio", "video"].find((m) => !taken.includes(m)) || `image${taken.length}`;
  const usual = {audio: {encoder: "wav2vec2", model: "embedded:wav2vec2-sounds", features: "pooled"}, video: {encoder: "frames", "frames-encoder": "vit", model: "embedded:vit-shapes"}};
  view.model.inputs.push({name, part: usual[name] || {encoder: "vit", model: "embedded:vit-shapes"}});
  written();
}

function set(object, key, value) {
  if (value === "" || value === undefined) {
    delete object[key];
  } else {
    object[key] = value;
  }
  written();
}

/** A labelled field, with what is wrong under it. */
function field(part, key, control, hint) {
  const problem = problemAt(part, key);
  const id = `f-${part}-${key}`;
  return html`<div class="field" data-field="${part}.${key}"><label for=${id}>${key}</label>${control(id, problem ? "true" : nothing)}
    ${problem ? html`<span class="problem" id="${id}-problem">${problem}</span>` : hint ? html`<span class="muted">${hint}</span>` : nothing}</div>`;
}

function modelField(part, object) {
  return field(part, "model", (id, invalid) => html`<input id=${id} list="models" aria-invalid=${invalid} .value=${live(object.model || "")}
    @input=${(e) => set(object, "model", e.target.value.trim())}>`, "embedded:NAME, or a folder");
}

function idField(part, object, key, kind, none) {
  const ids = ofKind(kind).map((p) => p.id);
  const now = object[key] || "";
  const all = now && !ids.includes(now) ? [now, ...ids] : ids;
  return field(part, key, (id, invalid) => html`<select id=${id} aria-invalid=${invalid} @change=${(e) => change(object, key, e.target.value)}>
    ${none ? html`<option value="" ?selected=${!now}>${none}</option>` : nothing}${all.map((x) => html`<option value=${x} ?selected=${x === now}>${x}</option>`)}</select>`);
}

/** Another plug-in has other settings; what it has too is kept. */
function change(object, key, id) {
  const known = plugin(id) ? plugin(id).settings.map((s) => s.name) : [];
  Object.keys(object).filter((k) => ![key, "model", ...known].includes(k)).forEach((k) => delete object[k]);
  set(object, key, id);
}

function settings(part, object, id, own) {
  const known = plugin(id) ? plugin(id).settings.filter((s) => !own.includes(s.name)) : [];
  return known.map((s) => field(part, s.name, (at, invalid) => control(object, s, at, invalid), s.type.startsWith("one of") ? "" : s.type));
}

function control(object, s, id, invalid) {
  const value = object[s.name];
  const choices = s.type.startsWith("one of ") ? s.type.slice(7).split(", ") : s.type === "true or false" ? ["true", "false"] : null;
  if (choices) {
    return html`<select id=${id} aria-invalid=${invalid} @change=${(e) => set(object, s.name, typedAs(s, e.target.value))}>
      <option value="" ?selected=${value === undefined}>default: ${s.default || "none"}</option>
      ${[...choices, ...(value !== undefined && !choices.includes(String(value)) ? [String(value)] : [])].map((c) => html`<option ?selected=${String(value) === c}>${c}</option>`)}</select>`;
  } else if (s.type === "settings") {
    return html`<input id=${id} aria-invalid=${invalid} placeholder="{}" .value=${live(value === undefined ? "" : JSON.stringify(value))} @change=${(e) => set(object, s.name, parsed(e.target.value))}>`;
  }
  const shown = value === undefined ? "" : String(value);
  return html`<input id=${id} aria-invalid=${invalid} inputmode=${s.type.includes("number") ? "decimal" : nothing} placeholder=${s.default || "must be given"} .value=${live(shown)}
    @input=${(e) => set(object, s.name, typedAs(s, e.target.value.trim()))}>`;
}

function typedAs(s, text) {
  if (s.type === "true or false" && text) {
    return text === "true";
  }
  return s.type.includes("number") && text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

function parsed(text) {
  try {
    return text.trim() ? JSON.parse(text) : undefined;
  } catch {
    return text;
  }
}

function rest(values) {
  const answer = values.answer || {};
  return partOf("", "rest", "Answering", html`
    ${field("positions", "positions", (id, invalid) => html`<select id=${id} aria-invalid=${invalid} @change=${(e) => set(values, "positions", e.target.value)}>
      ${["", "auto", "segment", "continuous"].map((p) => html`<option value=${p} ?selected=${(values.positions || "") === p}>${p || "default: auto"}</option>`)}</select>`)}
    ${field("answer", "max-length", (id, invalid) => html`<input id=${id} inputmode="numeric" aria-invalid=${invalid} placeholder="6" .value=${live(answer["max-length"] === undefined ? "" : String(answer["max-length"]))}
      @input=${(e) => setAnswer(values, e.target.value.trim())}>`, "tokens of an answer")}
    ${field("task", "task", (id, invalid) => html`<input id=${id} aria-invalid=${invalid} .value=${live(values.task === undefined ? "" : typeof values.task === "string" ? values.task : JSON.stringify(values.task))}
      placeholder="generation" @change=${(e) => set(values, "task", e.target.value.startsWith("{") ? parsed(e.target.value) : e.target.value.trim())}>`, "its id, or {id: {setting: value}}")}
    ${field("template", "template", (id, invalid) => html`<input id=${id} aria-invalid=${invalid} .value=${live(values.template || "")} placeholder="none"
      @input=${(e) => set(values, "template", e.target.value)}>`, "chat, or a text with {text} in it")}`);
}

function setAnswer(values, text) {
  const {"max-length": before, ...others} = values.answer || {};
  const next = text === "" ? others : {...others, "max-length": Number.isFinite(Number(text)) ? Number(text) : text};
  set(values, "answer", Object.keys(next).length ? next : undefined);
}

/** Why a field is refused: the one named, in the part whose line it is; or the part, when no setting is named. */
function problemAt(part, key) {
  const v = view.verdict;
  if (!v || v.valid) {
    return "";
  }
  const here = (view.parts[v.line - 1] || v.field) === part;
  const named = key ? v.field === key && (here || !view.parts[v.line - 1]) || here && mentions(v.reason, key)
    : v.field === part && !known().some((name) => mentions(v.reason, name));
  return named ? v.reason.replace(/^.*?\.yaml: /, "") : "";
}

const known = () => ["strategy", "encoder", "plm"].flatMap((kind) => ofKind(kind)).flatMap((p) => p.settings.map((s) => s.name));

const mentions = (reason, name) => reason.split(/[^\w-]+/).includes(name);
