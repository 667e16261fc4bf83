import { createHash } from 'node:crypto';
import { type Identity } from '../kernel/manifest.ts';
import { visible } from '../kernel/problem.ts';
import { type Counterexample } from '../plan/proof.ts';
import { CHARACTER_WIDTH, FONT_SIZE, layOut, type Layout, type PlacedBox, type PlacedLine, type Shape } from './plan-layout.ts';
import { PLAN_STYLE } from './plan-html-style.ts';
import { type Picture, type PictureBox, pictureOf, sentenceOf } from './plan-picture.ts';
import { type PlanReport } from './plan-report.ts';
import { breakOffSentences, podSentences, waitSentences } from './plan-ends.ts';
import { failureText, waitText } from './plan-text.ts';

/** Plans as one HTML page that needs nothing else: no network, no script; what is shown is text alone. */
export function planHtml(reports: readonly PlanReport[]): string {
  const drawn = reports.map((report, index) => ({ report, picture: pictureOf(report), prefix: `p${index}` }));
  const style = `${PLAN_STYLE}${drawn.map(({ picture, prefix }) => highlights(picture, prefix)).join('')}`;
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const title = reports.length === 1 ? `${reports[0]!.environment} / ${reports[0]!.system}` : `${reports.length} plans`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>slipway plan: ${escaped(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<a class="skip" href="#p0-proof">Skip to what is proven</a>
<header><h1>How Argo CD will act</h1></header>
<main>
${drawn.map(({ report, picture, prefix }) => section(report, picture, prefix)).join('\n')}
</main>
<footer><p class="faint">slipway plan</p></footer>
</body>
</html>
`;
}

function section(report: PlanReport, picture: Picture, prefix: string): string {
  const { environment, system, from, plan } = report;
  return `<section aria-labelledby="${prefix}-title">
<h2 id="${prefix}-title">${escaped(`${environment} / ${system}`)} <small>from ${escaped(from)}</small></h2>
${breakOffSentences(plan).map((text) => `<p class="bad">${sentence(text)}</p>`).join('\n')}
<p>${plan.steps.length === 0 ? 'Nothing is to be done.' : [...waitSentences(plan), ...podSentences(report)].map(sentence).join('<br>')}</p>
<ul class="legend" aria-label="Signs"><li>+ created</li><li>~ changed</li><li>↻ made anew</li><li>− pruned</li><li>= kept</li><li>· unchanged</li><li>→ from what is used to who uses it</li><li class="wait">until: what is waited for</li><li class="fail">✗ what a failure leaves</li><li class="broken">! counterexample</li></ul>
${(['wide', 'narrow'] as const).map((shape) => svg(layOut(picture, shape), shape, `${prefix}-${shape}`, prefix, `${environment} / ${system}`)).join('\n')}
${proof(report, prefix)}
${details(picture, prefix)}
</section>`;
}

/** What the text says in a line, as a sentence of a page. */
function sentence(text: string): string {
  return `${escaped(text.slice(0, 1).toUpperCase() + text.slice(1))}.`;
}

function svg({ width, height, heads, boxes, edges }: Layout, shape: Shape, id: string, prefix: string, title: string): string {
  const paths = edges.map(({ edge, path }) => `<path class="edge${edge.late ? ' late' : ''} ${id}-${edge.from} ${id}-${edge.to}" d="${path}" marker-end="url(#${id}-${edge.late ? 'late' : 'tip'})"/>`);
  return `<svg id="${id}" class="${shape}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="${escaped(`Steps of ${title}`)}">
<defs>${tip(`${id}-tip`, 'tip')}${tip(`${id}-late`, 'tip late')}</defs>
<g aria-hidden="true">${paths.join('')}</g>
${heads.map((line) => lineText(line)).join('')}
${boxes.map((box) => boxMarkup(box, id, prefix)).join('\n')}
</svg>`;
}

/** The head of an arrow: from what is used to who uses it. */
function tip(id: string, look: string): string {
  return `<marker id="${id}" class="${look}" viewBox="0 0 6 6" refX="6" refY="3" markerWidth="6" markerHeight="6" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L6 3L0 6Z"/></marker>`;
}

function boxMarkup({ box, x, y, width, height, lines }: PlacedBox, id: string, prefix: string): string {
  const said = escaped(sentenceOf(box));
  return `<a id="${id}-${box.id}" href="#${prefix}-${box.id}" class="box ${box.deed}${box.broken.length > 0 ? ' broken' : ''}"><title>${said}</title><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>${lines.map((line) => lineText(line)).join('')}</a>`;
}

/** The typeface may be another one than expected: what is longer than its place is squeezed. */
function lineText({ text, tone, x, y, width, height }: PlacedLine): string {
  const long = text.length * FONT_SIZE * CHARACTER_WIDTH > width - FONT_SIZE;
  return `<text class="${tone}" x="${x}" y="${y + height - 4}"${long ? ` textLength="${Math.min(width, Math.round(text.length * FONT_SIZE * CHARACTER_WIDTH))}" lengthAdjust="spacingAndGlyphs"` : ''}>${escaped(text)}</text>`;
}

/** Edges of the box that is looked at stand out. */
function highlights({ columns }: Picture, prefix: string): string {
  return columns
    .flatMap(({ boxes }) => boxes)
    .flatMap(({ id }) => (['wide', 'narrow'] as const).map((shape) => `#${prefix}-${shape}:has(#${prefix}-${shape}-${id}:is(:hover,:focus-visible)) .${prefix}-${shape}-${id}{opacity:1;stroke-width:2.5}`))
    .join('\n');
}

function proof({ proof: { counterexamples, points, stories }, waived }: PlanReport, prefix: string): string {
  const all = counterexamples.map((one) => counterexample(one)).concat(waived.map(({ counterexample: one, reason }) => counterexample(one, reason)));
  const found = counterexamples.length === 0 ? `No counterexample in ${points} failure points (${stories} stories).` : `${counterexamples.length} ${counterexamples.length === 1 ? 'counterexample' : 'counterexamples'} in ${points} failure points (${stories} stories):`;
  return `<h3 id="${prefix}-proof" tabindex="-1">What is proven</h3>
<p class="${counterexamples.length === 0 ? 'good' : 'bad'}">${found}</p>${all.length === 0 ? '' : `\n<ol class="stories">${all.join('')}</ol>`}`;
}

function counterexample({ invariant, story, fix }: Counterexample, accepted?: string): string {
  return `<li><strong>${escaped(invariant)}</strong>${accepted === undefined ? '' : ` <span class="faint">accepted: ${escaped(accepted)}</span>`}<br>${story.map(escaped).join('<br>→ ')}${fix === undefined ? '' : `<br><span class="faint">fix: ${escaped(fix)}</span>`}</li>`;
}

function details({ columns, edges }: Picture, prefix: string): string {
  const boxes = new Map(columns.flatMap(({ boxes: some }) => some.map((box) => [box.id, box])));
  const links = (ids: readonly string[]): string => ids.map((id) => `<a href="#${prefix}-${id}">${escaped(`${boxes.get(id)!.kind} ${boxes.get(id)!.name}`)}</a>`).join(', ');
  const one = (box: PictureBox): string => {
    const [uses, used] = [edges.filter(({ to }) => to === box.id).map(({ from }) => from), edges.filter(({ from }) => from === box.id).map(({ to }) => to)];
    const facts = [
      ...(box.version === '' ? [] : [escaped(box.version)]),
      ...(box.wait === undefined ? [] : [escaped(waitText(box.wait))]),
      ...(box.note === '' ? [] : [escaped(box.note)]),
      ...(box.failure === undefined ? [] : [escaped(failureText(box.failure))]),
      ...(uses.length === 0 ? [] : [`uses ${links(uses)}`]),
      ...(used.length === 0 ? [] : [`used by ${links(used)}`]),
      ...(box.objects.length === 1 ? [] : [`<details><summary>${box.objects.length} objects</summary>${box.objects.map((object) => escaped(nameOf(object))).join('<br>')}</details>`]),
    ];
    return `<li id="${prefix}-${box.id}" tabindex="-1"><strong>${escaped(sentenceOf({ ...box, version: '', wait: undefined, note: '', failure: undefined, broken: [] }))}</strong>${facts.map((fact) => `<div>${fact}</div>`).join('')}</li>`;
  };
  return `<h3>Step by step</h3>
${columns.map(({ title, note, boxes: some }) => `<h4>${escaped(title)}${note === '' ? '' : ` <small>${escaped(note)}</small>`}</h4>\n<ul class="objects">${some.map(one).join('\n')}</ul>`).join('\n')}`;
}

function nameOf({ namespace, name }: Identity): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}

function escaped(value: string): string {
  return visible(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
