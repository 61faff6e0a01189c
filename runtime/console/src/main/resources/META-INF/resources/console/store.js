// What the page knows, and how it hears of changes.
import * as api from "./api.js";

const ROLES = ["ask", "operate", "deploy"];
const RATE_SECONDS = 10;

/** Live state; views keep what is theirs alone. */
export const state = {
  me: null,
  connected: false,
  known: false,
  pipelines: new Map(),
  plugins: [],
  refused: [],
  trainings: new Map(),
  notices: [],
  loginProblem: "",
};

let draw = () => {};
let asked = false;

/** Sets what draws the page. */
export function drawWith(drawing) {
  draw = drawing;
}

/** Draws the page again, once, soon. */
export function changed() {
  if (!asked) {
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      draw();
    });
  }
}

/** Whether the token may do what this role may. */
export const can = (role) => state.me !== null && ROLES.indexOf(state.me.role) >= ROLES.indexOf(role);

export const sorted = () => [...state.pipelines.values()].sort((a, b) => a.name.localeCompare(b.name));

export const plugin = (id) => state.plugins.find((p) => p.id === id);

export const ofKind = (kind) => state.plugins.filter((p) => p.kind === kind);

/** Shows a sentence for a while; what went wrong stays until it is dismissed. */
export function notify(message, bad = false) {
  const notice = {message, bad};
  state.notices = [...state.notices.slice(-3), notice];
  changed();
  if (!bad) {
    setTimeout(() => dismiss(notice), 6000);
  }
}

export function dismiss(notice) {
  state.notices = state.notices.filter((n) => n !== notice);
  changed();
}

/** Does something, and shows why it was refused; whether it was done. */
export async function attempt(work) {
  try {
    await work();
    return true;
  } catch (e) {
    notify(e.message, true);
    return false;
  }
}

const counts = new Map();

function seen(pipeline) {
  const count = pipeline.requests ? pipeline.requests.count : 0;
  const list = counts.get(pipeline.name) || [{at: performance.now() - 1000, count}];
  list.push({at: performance.now(), count});
  counts.set(pipeline.name, trimmed(list));
}

/** What was seen in the last seconds, and the last before. */
function trimmed(list) {
  const now = performance.now();
  while (list.length > 1 && now - list[1].at > RATE_SECONDS * 1000) {
    list.shift();
  }
  return list;
}

/** Requests a second in the last seconds. */
export function rate(name) {
  const list = trimmed(counts.get(name) || []);
  return list.length < 2 ? 0 : (list[list.length - 1].count - list[0].count) / RATE_SECONDS;
}

const handlers = {
  pipeline(value) {
    seen(value);
    state.pipelines.set(value.name, value);
  },
  "pipeline-removed"(value) {
    state.pipelines.delete(value.name);
    counts.delete(value.name);
  },
  plugins(value) {
    state.plugins = value.plugins;
    state.refused = value.refused;
    state.known = true;
  },
  training(value) {
    const before = state.trainings.get(value.id);
    state.trainings.set(value.id, {...value, losses: before ? before.losses : undefined});
    trainingListeners.forEach((listener) => listener(value));
  },
};

const trainingListeners = [];

export function whenTraining(listener) {
  trainingListeners.push(listener);
}

/** Puts a pipeline as a reply has it at once; the event follows. */
export function put(pipeline) {
  handlers.pipeline(pipeline);
  changed();
}

/** Learns who we are, and follows what changes, again and again when the connection breaks. */
export async function follow() {
  state.me = await api.get("/api/me");
  changed();
  setInterval(changed, 1000);
  for (let wait = 500; api.token(); wait = Math.min(2 * wait, 8000)) {
    try {
      await api.listen(heard, () => {
        wait = 500;
        // Another process may answer now: what it has, it tells.
        state.pipelines.clear();
        state.trainings.clear();
        counts.clear();
        state.connected = true;
      });
    } catch (e) {
      if (e.status === 401) {
        return;
      }
    }
    state.connected = false;
    changed();
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

function heard(name, value) {
  if (handlers[name]) {
    handlers[name](value);
    changed();
  }
}
