// READMEs: as much of Markdown as they have, as elements; nothing of a README becomes markup by itself.
import {html} from "./lit.js";

export function markdown(text) {
  return html`<div class="readme">${blocks(text.replace(/\r/g, ""))}</div>`;
}

function blocks(text) {
  const found = [];
  const lines = text.split("\n");
  while (lines.length) {
    found.push(block(lines));
  }
  return found;
}

function block(lines) {
  const line = lines.shift();
  if (!line.trim()) {
    return "";
  } else if (line.startsWith("```")) {
    const code = until(lines, (l) => l.startsWith("```"));
    lines.shift();
    return html`<pre tabindex="0">${code.join("\n")}</pre>`;
  } else if (/^#+ /.test(line)) {
    const title = inline(line.replace(/^#+ /, ""));
    return line.startsWith("# ") ? html`<h3>${title}</h3>` : html`<h4>${title}</h4>`;
  } else if (/^\s*\|/.test(line)) {
    return table([line, ...until(lines, (l) => !/^\s*\|/.test(l))]);
  } else if (/^[-*] /.test(line)) {
    const items = [line, ...until(lines, (l) => !l.trim())].join("\n").split(/^[-*] /m).slice(1);
    return html`<ul>${items.map((item) => html`<li>${inline(item)}</li>`)}</ul>`;
  }
  return html`<p>${inline([line, ...until(lines, (l) => !l.trim() || /^(#|```|\|)/.test(l))].join(" "))}</p>`;
}

function until(lines, end) {
  const at = lines.findIndex(end);
  return lines.splice(0, at < 0 ? lines.length : at);
}

function table(lines) {
  const rows = lines.map((l) => l.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((c) => c.trim().replaceAll("\\|", "|")));
  const [head, , ...body] = rows;
  return html`<div class="wide" tabindex="0"><table><thead><tr>${head.map((c) => html`<th>${inline(c)}</th>`)}</tr></thead>
    <tbody>${body.map((r) => html`<tr>${r.map((c) => html`<td>${inline(c)}</td>`)}</tr>`)}</tbody></table></div>`;
}

const INLINE = /(`[^`]+`|\*\*[^*]+\*\*|\*[^*]+\*|\[[^\]]+\]\([^)\s]+\))/;

function inline(text) {
  return text.split(INLINE).map((piece) => {
    const link = /^\[([^\]]+)\]\(([^)\s]+)\)$/.exec(piece);
    if (link) {
      return /^https?:/.test(link[2]) ? html`<a href=${link[2]} rel="noopener noreferrer" target="_blank">${link[1]}</a>` : link[1];
    } else if (/^`.+`$/.test(piece)) {
      return html`<code>${piece.slice(1, -1)}</code>`;
    } else if (/^\*\*.+\*\*$/.test(piece)) {
      return html`<strong>${piece.slice(2, -2)}</strong>`;
    }
    return /^\*.+\*$/.test(piece) ? html`<em>${piece.slice(1, -1)}</em>` : piece;
  });
}
