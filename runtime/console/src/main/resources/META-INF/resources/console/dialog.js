// A dialog over the page, open as long as it is drawn.
import {html, ref} from "./lit.js";
import {icon} from "./icons.js";

let element = null;

/** Closes the one that is open. */
export const closeDialog = () => element.close();

function shown(dialog) {
  element = dialog;
  queueMicrotask(() => { // It is not in the page before.
    if (dialog && dialog.isConnected && !dialog.open) {
      dialog.showModal();
    }
  });
}

/** A dialog with a title and a form in it; the browser gives the focus back to what opened it. */
export function dialog(title, {submit, closed}, content) {
  return html`
    <dialog class="swap" aria-labelledby="dialog-title" ${ref(shown)} @close=${closed}>
      <form method="dialog" @submit=${submit}>
        <header><h2 id="dialog-title">${title}</h2>
          <button type="button" class="quiet icon" aria-label="Close" @click=${closeDialog}>${icon("close")}</button></header>
        ${content}
      </form>
    </dialog>`;
}
