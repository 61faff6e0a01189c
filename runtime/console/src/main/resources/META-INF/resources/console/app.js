// The page's frame: who we are, where we are, and what is shown there.
import {html, render, nothing, repeat} from "./lit.js";
import * as api from "./api.js";
import {state, changed, drawWith, follow, dismiss} from "./store.js";
import {icon} from "./icons.js";
import {board} from "./board.js";
import {ask} from "./ask.js";
import {compose} from "./compose.js";
import {train} from "./train.js";
import {plugins} from "./plugins.js";
import {swapDialog} from "./swap.js";
import {partDialog} from "./partswap.js";

const VIEWS = [
  {id: "board", title: "Board", view: board},
  {id: "ask", title: "Ask", view: ask},
  {id: "compose", title: "Compose", view: compose},
  {id: "train", title: "Train", view: train},
  {id: "plugins", title: "Plug-ins", view: plugins},
];

const THEMES = ["auto", "light", "dark"];

/** Where the page is: #/VIEW/NAME?KEY=VALUE */
function place() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const [id, ...rest] = path.split("/").map(decodeURIComponent);
  const found = VIEWS.find((v) => v.id === id) || VIEWS[0];
  return {...found, name: rest.join("/"), query: new URLSearchParams(query || "")};
}

function draw() {
  render(state.me ? shell(place()) : login(), document.getElementById("app"));
}

function shell(here) {
  return html`
    <a class="skip" href="#main" @click=${skip}>Skip to the content</a>
    <header class="bar">
      <a class="brand" href="#/board"><img src="/console/icon.svg" alt="" width="28" height="28">Fusebox</a>
      <nav aria-label="Views">${VIEWS.map((v) => link(v, here))}</nav>
      <div class="foot">
        <span class="connection ${state.connected ? "on" : "off"}" role="status">
          ${state.connected ? "Live" : "Connecting…"}</span>
        <span class="who" title="The token's name and role">${state.me.name} · ${state.me.role}</span>
        <button class="quiet icon" aria-label="Colours: ${theme()}" title="Colours: ${theme()}" @click=${nextTheme}>${icon(theme())}</button>
        <button class="quiet icon" aria-label="Sign out" title="Sign out" @click=${signOut}>${icon("leave")}</button>
      </div>
    </header>
    <main id="main" tabindex="-1">${here.view(here)}</main>
    ${swapDialog()}
    ${partDialog()}
    ${notices()}`;
}

function link(view, here) {
  const current = view.id === here.id;
  return html`<a href="#/${view.id}" aria-current=${current ? "page" : nothing}>${icon(view.id)}<span>${view.title}</span></a>`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

function notices() {
  return html`<div class="notices" aria-live="polite">${repeat(state.notices, (n) => n, (n) => html`
    <div class="notice ${n.bad ? "bad" : ""}" role=${n.bad ? "alert" : nothing}>
      <p>${n.message}</p>
      <button class="quiet icon" aria-label="Dismiss" @click=${() => dismiss(n)}>${icon("close")}</button>
    </div>`)}</div>`;
}

function login() {
  return html`
    <main class="login" id="main">
      <form class="panel" @submit=${signIn}>
        <img src="/console/icon.svg" alt="" width="48" height="48">
        <h1>Fusebox</h1>
        <p>Open the address that <code>fusebox run</code> printed, with all that is after its <code>#</code>; or give a token here.
          <code>fusebox token create NAME</code> makes one.</p>
        <label for="token">Token</label>
        <input id="token" name="token" type="password" autocomplete="off" required
               aria-describedby="login-problem">
        <p id="login-problem" class="problem" role="alert">${state.loginProblem}</p>
        <button class="primary">Sign in</button>
      </form>
    </main>`;
}

async function signIn(event) {
  event.preventDefault();
  api.keepToken(new FormData(event.target).get("token"));
  await enter();
}

function signOut() {
  api.forgetToken();
  location.assign(location.pathname);
  location.reload();
}

const theme = () => localStorage.getItem("fusebox.theme") || "auto";

function nextTheme() {
  const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
  localStorage.setItem("fusebox.theme", next);
  showTheme();
  changed();
}

function showTheme() {
  document.documentElement.dataset.theme = theme();
}

async function enter() {
  state.loginProblem = "";
  try {
    await follow();
  } catch (e) {
    state.loginProblem = e.message;
    changed();
  }
}

/** A new view begins at its top, and says what it is. */
function arrived() {
  document.title = `${place().title} · Fusebox`;
  window.scrollTo(0, 0);
  changed();
}

api.whenUnauthorized((detail) => {
  api.forgetToken();
  state.me = null;
  state.loginProblem = detail || "The token is not good.";
  changed();
});
window.addEventListener("hashchange", () => {
  if (api.takeTokenFromAddress()) {
    location.reload(); // Whoever the page was for before, it begins again.
    return;
  }
  arrived();
  document.getElementById("main").focus({preventScroll: true});
});
drawWith(draw);
api.takeTokenFromAddress();
showTheme();
arrived();
if (api.token()) {
  enter();
}
