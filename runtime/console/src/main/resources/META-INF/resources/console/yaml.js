// A pipeline's file as a form has it, written as YAML: each part on a line of its own.

const PLAIN = /^[A-Za-z_][A-Za-z0-9_./:-]*[A-Za-z0-9_]$|^[A-Za-z]$/;
const WORDS = /^(y|n|yes|no|on|off|true|false|null|~)$/i;

function scalar(value) {
  if (typeof value === "number" || typeof value === "boolean") {
    return String(value);
  }
  return PLAIN.test(value) && !WORDS.test(value) && !/:\s/.test(value) ? value : JSON.stringify(value);
}

/** A value on one line. */
export function flow(value) {
  if (Array.isArray(value)) {
    return `[${value.map(flow).join(", ")}]`;
  } else if (value !== null && typeof value === "object") {
    return `{${Object.entries(value).map(([k, v]) => `${scalar(k)}: ${flow(v)}`).join(", ")}}`;
  }
  return scalar(value);
}

/** A part with nothing but its name is just that. */
function part(value, main) {
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0] === main ? scalar(value[main]) : flow(value);
}

/** The file, and which part each line is of. */
export function write(model, comment) {
  const lines = comment.map((text) => ({text, part: ""}));
  const add = (text, name) => lines.push({text, part: name});
  add(`plm: ${part(model.plm, "model")}`, "plm");
  if (model.inputs.length) {
    add("inputs:", "");
    model.inputs.forEach((i) => add(`  ${i.name}: ${part(i.part, "encoder")}`, i.name));
  }
  add(`strategy: ${model.strategies.length === 1 ? part(model.strategies[0], "id") : `[${model.strategies.map((s) => part(s, "id")).join(", ")}]`}`, "strategy");
  Object.entries(model.rest).forEach(([key, value]) => add(`${key}: ${flow(value)}`, key));
  return {text: lines.map((l) => l.text).join("\n") + "\n", parts: lines.map((l) => l.part)};
}

/** What a form shows of a file's content; whatever it has no field for is kept. */
export function read(content) {
  const {plm, modalities, inputs = modalities, strategy, ...rest} = content; // 'modalities' is the former name
  const object = (value, main) => typeof value === "object" && value !== null ? value : {[main]: value === undefined ? "" : String(value)};
  return {
    plm: object(plm, "model"),
    inputs: Object.entries(inputs || {}).map(([name, value]) => ({name, part: object(value, "encoder")})),
    strategies: (Array.isArray(strategy) ? strategy : [strategy]).map((s) => object(s, "id")),
    rest,
  };
}

/** The comments that a file begins with. */
export const opening = (text) => /^(#.*\n|\s*\n)*/.exec(text)[0].split("\n").filter((l) => l.startsWith("#"));
