import { createHash } from 'node:crypto';
import { higherRisk, type Risk } from '../diff/diff.ts';
import { boundsText, capacityChanges } from './diff-capacity.ts';
import { thousands } from './diff-fold.ts';
import { HTML_SCRIPT } from './diff-html-script.ts';
import { HTML_STYLE } from './diff-html-style.ts';
import { htmlData } from './diff-html-data.ts';
import { proofHtml } from './diff-proof-html.ts';
import { type DiffReport, isDifferent, notesOf, riskOf } from './diff-report.ts';
import { RISKS_DOWN, summaryOf } from './diff-summary.ts';
import { shownText } from './diff-value.ts';

/**
 * Differences as one HTML page that needs nothing else: no network, no script but its own, whose hash its content
 * security policy names. What differs is data in it, and is shown as text alone.
 */
export function diffHtml(report: DiffReport): string {
  const policy = `default-src 'none'; script-src '${hashOf(HTML_SCRIPT)}'; style-src '${hashOf(HTML_STYLE)}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const isNothing = !isDifferent(report);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>slipway diff: ${isNothing ? 'nothing' : `risk ${riskOf(report)}`}</title>
<link rel="icon" href="data:,">
<style>${HTML_STYLE}</style>
</head>
<body>
<a class="skip" href="#rows">Skip to the changes</a>
<header>
<h1>What changes in the clusters</h1>
<p class="sides"><code>${text(report.before)}</code> <span aria-hidden="true">→</span><span class="unseen">to</span> <code>${text(report.after)}</code></p>
${isNothing ? '<p>Nothing differs.</p>' : `<p>Highest risk: <strong class="risk ${riskOf(report)}">${riskOf(report)}</strong></p>`}
</header>
<main>
${summary(report)}
${proofHtml(report, text)}
${capacity(report)}
${expected(report)}
${notesOf(report).map((note) => `<p class="note">${text(note)}</p>`).join('\n')}
<section aria-labelledby="changes"${isNothing ? ' hidden' : ''}>
<h2 id="changes">Changes</h2>
<div class="tools">
<div class="field"><label for="search">Filter</label><input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="object, field, value, system" aria-describedby="keys"></div>
<div class="field"><label for="environment">Environment</label><select id="environment"><option value="">all</option></select></div>
<fieldset id="risks"><legend>Risk</legend></fieldset>
<div class="buttons"><button type="button" id="expand">Expand all</button> <button type="button" id="collapse">Collapse all</button></div>
</div>
<p id="keys" class="faint">Keys: <kbd>/</kbd> filter, <kbd>j</kbd> and <kbd>k</kbd> next and previous, <kbd>Enter</kbd> open and close, <kbd>e</kbd> expand all, <kbd>c</kbd> collapse all</p>
<p id="count" role="status"></p>
<noscript><p class="note">The changes are listed by a script of this page, which did not run.</p></noscript>
<div id="rows" tabindex="-1"></div>
<p><button type="button" id="more" hidden>Show more</button></p>
</section>
</main>
<footer><p class="faint">slipway diff</p></footer>
<script type="application/json" id="data">${embedded(htmlData(report))}</script>
<script>${HTML_SCRIPT}</script>
</body>
</html>
`;
}

function summary(report: DiffReport): string {
  const rows = summaryOf(report);
  const isNamed = rows.some(({ environment }) => environment !== '');
  const risks = RISKS_DOWN.filter((risk) => rows.some(({ objects }) => objects[risk] > 0));
  if (risks.length === 0 || !isNamed) return '';
  const body = rows.map(({ environment, systems, objects }) => {
    const worst = risks.reduce<Risk>((risk, each) => (objects[each] > 0 ? higherRisk(risk, each) : risk), 'none');
    const cells = risks.map((risk) => (objects[risk] === 0 ? '<td></td>' : `<td><button type="button" class="cell risk ${risk}" data-environment="${attribute(environment)}" data-risk="${risk}" aria-label="${attribute(`${thousands(objects[risk])} of ${risk} risk in ${environment}: show them`)}">${thousands(objects[risk])}</button></td>`));
    return `<tr><th scope="row">${text(environment)}</th><td>${thousands(systems.changed)} of ${thousands(systems.compared)}</td><td><span class="risk ${worst}">${worst}</span></td>${cells.join('')}</tr>`;
  });
  return `<section aria-labelledby="summary">
<h2 id="summary">By environment</h2>
<div class="scroll" tabindex="0" role="group" aria-labelledby="summary"><table>
<thead><tr><th scope="col">environment</th><th scope="col">systems that differ</th><th scope="col">risk</th>${risks.map((risk) => `<th scope="col">${risk}</th>`).join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table></div>
</section>`;
}

function capacity(report: DiffReport): string {
  const changes = capacityChanges(report);
  if (changes.length === 0) return '';
  const items = changes.map(({ environment, minimum, maximum }) => `<li>${environment === '' ? '' : `${text(environment)}: `}${text(boundsText(minimum, maximum))}</li>`);
  return `<section aria-labelledby="capacity"><h2 id="capacity">Capacity</h2><ul>${items.join('')}</ul></section>`;
}

function expected({ pairs }: DiffReport): string {
  const parts = pairs.flatMap(({ system, expected: known }) => {
    if (known === undefined || known.changes === 0) return [];
    return [`<details><summary>${text(system)}: ${thousands(known.changes)} differences in ${thousands(known.objects)} objects</summary><ul>${known.because.map((line) => `<li><code>${text(line)}</code></li>`).join('')}</ul></details>`];
  });
  return parts.length === 0 ? '' : `<section aria-labelledby="expected"><h2 id="expected">Expected: what the two environments are told apart by</h2>${parts.join('')}</section>`;
}

function hashOf(source: string): string {
  return `sha256-${createHash('sha256').update(source).digest('base64')}`;
}

/** Nothing in the data can end its element, or mean anything in HTML. */
function embedded(data: object): string {
  return JSON.stringify(data).replace(/[<>&\u2028\u2029\u007f-\u009f\p{Cf}]/gu, (character) => [...Array(character.length).keys()].map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join(''));
}

function text(value: string): string {
  return escaped(shownText(value, 2_000));
}

function attribute(value: string): string {
  return escaped(shownText(value, 2_000));
}

function escaped(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
