// The service, as its /openapi.json describes it.

const KEY = "fusebox.token";

/** A request that was refused; its message is for people. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || `the service replied ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

let onUnauthorized = () => {};

/** Hears when the token is not good any more. */
export function whenUnauthorized(listener) {
  onUnauthorized = listener;
}

export const token = () => sessionStorage.getItem(KEY);

export function keepToken(value) {
  sessionStorage.setItem(KEY, value.trim());
}

export function forgetToken() {
  sessionStorage.removeItem(KEY);
}

/**
 * Takes the token that 'fusebox run' puts after the address's #, and takes it out of the address;
 * whether there was one.
 */
export function takeTokenFromAddress() {
  const found = /^#token=([^&]+)/.exec(location.hash);
  if (found) {
    keepToken(decodeURIComponent(found[1]));
    history.replaceState(null, "", location.pathname);
  }
  return found !== null;
}

async function send(method, path, {json, body, headers = {}, signal} = {}) {
  const all = {Authorization: `Bearer ${token()}`, ...headers};
  if (json !== undefined) {
    all["Content-Type"] = "application/json";
  }
  let response;
  try {
    response = await fetch(path, {
      method, headers: all, body: json === undefined ? body : JSON.stringify(json), signal, cache: "no-store",
    });
  } catch (e) {
    if (e.name === "AbortError") {
      throw e;
    }
    throw new Refused(0, {detail: "Fusebox does not answer. Is it still running?"});
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    if (response.status === 401) {
      onUnauthorized(problem.detail);
    }
    throw new Refused(response.status, problem);
  }
  return response;
}

/** Sends a request; its reply as JSON, or null without one. */
export async function call(method, path, options) {
  const response = await send(method, path, options);
  return response.status === 204 ? null : response.json();
}

export const get = (path) => call("GET", path);

/** A reply's text and its ETag. */
export async function text(path) {
  const response = await send("GET", path);
  return {text: await response.text(), etag: response.headers.get("ETag")};
}

/** A reply's bytes. */
export async function blob(path) {
  return (await send("GET", path)).blob();
}

/** The path of something that has a name. */
export const path = (...parts) => "/api/" + parts.map(encodeURIComponent).join("/");

/** Listens to /api/events until the connection ends. */
export const listen = (handle, opened) => events("GET", "/api/events", {}, handle, opened);

/** Reads a reply of events until it ends; EventSource cannot send a token. */
export async function events(method, path, options, handle, opened = () => {}) {
  const response = await send(method, path, {...options, headers: {Accept: "text/event-stream"}});
  opened();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const {value, done} = await reader.read();
    if (done) {
      return;
    }
    const events = (rest + value).split("\n\n");
    rest = events.pop();
    events.forEach((event) => dispatch(event, handle));
  }
}

function dispatch(event, handle) {
  const name = field("event", event);
  const data = field("data", event);
  if (name !== undefined && data !== undefined) {
    handle(name, JSON.parse(data));
  }
}

/** JSON has line separators other than \n in it as they are; for a regular expression they end lines. */
function field(key, event) {
  const line = event.split("\n").find((l) => l.startsWith(`${key}: `));
  return line && line.slice(key.length + 2);
}
