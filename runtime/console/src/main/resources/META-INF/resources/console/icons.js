// Small drawings of 24 by 24, in the colour of the text around them.
import {html, svg} from "./lit.js";

const SHAPES = {
  board: svg`<rect x="3" y="4" width="18" height="5" rx="1.5"/><rect x="3" y="15" width="18" height="5" rx="1.500"/><path d="M8 9v6M16 9v6"/>`,
  ask: svg`<path d="M4 5h16v11H10l-4.500 4v-4H4z"/><path d="M8 9h8M8 12h5"/>`,
  compose: svg`<path d="M4 6h9M4 12h5M4 18h9"/><circle cx="17" cy="6" r="2.500"/><circle cx="13" cy="12" r="2.500"/><circle cx="17" cy="18" r="2.500"/>`,
  train: svg`<path d="M3 4v16h18"/><path d="M6 7c2 7 5 9 14 9.500"/>`,
  plugins: svg`<path d="M9 3v5M15 3v5M6 8h12v4a6 6 0 0 1-12 0zM12 18v3"/>`,
  auto: svg`<circle cx="12" cy="12" r="8"/><path d="M12 4v16a8 8 0 0 0 0-16z" fill="currentColor"/>`,
  light: svg`<circle cx="12" cy="12" r="4"/><path d="M12 2.500v2.500M12 19v2.500M2.500 12H5M19 12h2.500M5.300 5.300l1.800 1.800M16.900 16.900l1.800 1.800M18.700 5.300l-1.800 1.800M7.100 16.900l-1.800 1.800"/>`,
  dark: svg`<path d="M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500z"/>`,
  leave: svg`<path d="M14 4h5v16h-5M4 12h10M10 8l4 4-4 4"/>`,
  close: svg`<path d="M6 6l12 12M18 6 6 18"/>`,
  swap: svg`<path d="M4 8h14l-3.500-3.500M20 16H6l3.500 3.500"/>`,
  file: svg`<path d="M6 3h8l5 5v13H6z"/><path d="M14 3v5h5"/>`,
  image: svg`<rect x="3" y="4" width="18" height="16" rx="2"/><circle cx="8.500" cy="9.500" r="1.500"/><path d="m4 18 5.500-5 3.500 3 3-2.500 4 4"/>`,
  audio: svg`<path d="M4 10v4M8 6v12M12 3v18M16 7v10M20 10v4"/>`,
  video: svg`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m10 9 5 3-5 3z"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  check: svg`<path d="m5 12.500 4.500 4.500L19 7.500"/>`,
  wait: svg`<circle cx="12" cy="12" r="8"/><path d="M12 7.500V12l3 2"/>`,
  warn: svg`<path d="M12 4 2.500 20h19zM12 10v4.500M12 17.200v.3"/>`,
  stop: svg`<rect x="6" y="6" width="12" height="12" rx="1.500"/>`,
  text: svg`<path d="M5 6h14M12 6v13M9 19h6"/>`,
};

/** A drawing that says nothing by itself. */
export function icon(name) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${SHAPES[name] || SHAPES.file}</svg>`;
}
