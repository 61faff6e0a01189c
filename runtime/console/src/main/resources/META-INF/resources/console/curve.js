// A loss curve.
import {html, svg} from "./lit.js";

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [640, 220, 44, 24, 10];

/** The losses, evenly spread over so many updates. */
export function curve(losses, updates) {
  const top = nice(Math.max(...losses));
  const x = (i) => LEFT + (WIDTH - LEFT - 8) * i / (losses.length - 1);
  const y = (loss) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - Math.min(loss, top) / top);
  const points = losses.map((loss, i) => `${x(i).toFixed(1)},${y(loss).toFixed(1)}`).join(" ");
  const last = losses[losses.length - 1];
  return html`<svg class="curve" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Loss: from ${losses[0].toFixed(2)} to ${last.toFixed(2)}">
    ${[0, 0.25, 0.5, 0.75, 1].map((part) => svg`<line class="gridline" x1=${LEFT} x2=${WIDTH - 8} y1=${y(part * top)} y2=${y(part * top)}></line>
      <text x=${LEFT - 6} y=${y(part * top) + 4} text-anchor="end">${label(part * top)}</text>`)}
    <line class="axis" x1=${LEFT} x2=${WIDTH - 8} y1=${y(0)} y2=${y(0)}></line>
    <polyline class="line" points=${points}></polyline>
    <circle cx=${x(losses.length - 1)} cy=${y(last)} r="3.5" fill="var(--accent)"></circle>
    <text x=${LEFT} y=${HEIGHT - 6}>loss</text>
    <text x=${WIDTH - 8} y=${HEIGHT - 6} text-anchor="end">${updates} updates</text>
  </svg>`;
}

/** The next number above that is easily divided by four. */
function nice(most) {
  const unit = 10 ** Math.floor(Math.log10(most || 1));
  return [1, 2, 4, 6, 8, 10].map((n) => n * unit).find((n) => n >= most) || 10 * unit;
}

const label = (value) => value === 0 ? "0" : value.toPrecision(2).replace(/\.?0+$/, "");
