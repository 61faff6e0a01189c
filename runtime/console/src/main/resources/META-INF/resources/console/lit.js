// The one library of this page; its version is named here alone.
export {html, svg, render, nothing} from "/webjars/lit-html/3.3.2/lit-html.js";
export {repeat} from "/webjars/lit-html/3.3.2/directives/repeat.js";
export {live} from "/webjars/lit-html/3.3.2/directives/live.js";
export {ref} from "/webjars/lit-html/3.3.2/directives/ref.js";
