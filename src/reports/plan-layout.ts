import { linesOf, type BoxLine, type Picture, type PictureBox, type PictureEdge } from './plan-picture.ts';

/** A rectangle in the units of the picture, which are pixels at its own size. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A line of text, and the place that it takes. */
export interface PlacedLine extends Area {
  readonly text: string;
  readonly tone: BoxLine['tone'] | 'title' | 'note';
}

/** A box with its lines, all of them inside. */
export interface PlacedBox extends Area {
  readonly box: PictureBox;
  readonly lines: readonly PlacedLine[];
}

/** An edge as a curve. */
export interface PlacedEdge {
  readonly edge: PictureEdge;
  readonly path: string;
}

/** A picture in which everything has its place; nothing lies over anything, but edges beneath boxes. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly heads: readonly PlacedLine[];
  readonly boxes: readonly PlacedBox[];
  readonly edges: readonly PlacedEdge[];
}

/** `wide`: a step is a column; `narrow`: a step is a band, for small screens. */
export type Shape = 'wide' | 'narrow';

/** Of the typeface, which is one of fixed width: how wide a character is, for each pixel of its size. */
export const CHARACTER_WIDTH = 0.61;
/** Pixels from line to line, and of the letters. */
const LINE = 16;
export const FONT_SIZE = 12;
const PADDING = 8;
const WIDE = { width: 1392, margin: 8, gap: 30, between: 12, widest: 230 };
const NARROW = { width: 608, margin: 4, gap: 14, between: 26, inRow: 3 };
const HEAD = 46;

/** Gives everything its place. */
export function layOut(picture: Picture, shape: Shape): Layout {
  const { placed, heads, height, width } = shape === 'wide' ? columns(picture) : bands(picture);
  const byId = new Map(placed.map((one) => [one.box.id, one]));
  const edges = picture.edges.map((edge): PlacedEdge => ({ edge, path: (shape === 'wide' ? sideways : downwards)(byId.get(edge.from)!, byId.get(edge.to)!) }));
  return { width, height, heads, boxes: placed, edges };
}

interface Placement {
  readonly width: number;
  readonly height: number;
  readonly placed: PlacedBox[];
  readonly heads: PlacedLine[];
}

function columns({ columns: steps }: Picture): Placement {
  const { margin, gap, between, widest } = WIDE;
  const count = Math.max(1, steps.length);
  // With very many steps the picture grows, rather than its boxes becoming too small to read.
  const width = Math.max(WIDE.width, 2 * margin + count * 130 + (count - 1) * gap);
  const boxWidth = Math.min(widest, Math.floor((width - 2 * margin - (count - 1) * gap) / count));
  const placed: PlacedBox[] = [];
  const heads: PlacedLine[] = [];
  let height = HEAD;
  steps.forEach(({ title, note, boxes }, column) => {
    const x = margin + column * (boxWidth + gap);
    heads.push(...headLines(title, note, x, 0, boxWidth));
    let y = HEAD;
    for (const box of boxes) {
      const one = place(box, x, y, boxWidth);
      placed.push(one);
      y += one.height + between;
    }
    height = Math.max(height, y);
  });
  return { width, height, placed, heads };
}

function bands({ columns: steps }: Picture): Placement {
  const { width, margin, gap, between, inRow } = NARROW;
  const boxWidth = Math.floor((width - 2 * margin - (inRow - 1) * gap) / inRow);
  const placed: PlacedBox[] = [];
  const heads: PlacedLine[] = [];
  let y = 0;
  for (const { title, note, boxes } of steps) {
    heads.push(...headLines(title, note, margin, y, width - 2 * margin));
    y += HEAD;
    for (let start = 0; start < boxes.length; start += inRow) {
      const row = boxes.slice(start, start + inRow).map((box, index) => place(box, margin + index * (boxWidth + gap), y, boxWidth));
      placed.push(...row);
      y += Math.max(...row.map(({ height }) => height)) + between;
    }
  }
  return { width, height: Math.max(HEAD, y), placed, heads };
}

function headLines(title: string, note: string, x: number, y: number, width: number): PlacedLine[] {
  const line = (text: string, row: number, tone: 'title' | 'note'): PlacedLine => ({ text: cut(text, width), tone, x, y: y + 4 + row * LINE, width, height: LINE });
  return [line(title, 0, 'title'), ...(note === '' ? [] : [line(note, 1, 'note')])];
}

function place(box: PictureBox, x: number, y: number, width: number): PlacedBox {
  const inner = width - 2 * PADDING;
  const texts = linesOf(box).flatMap(({ text, tone }) => broken(text, inner, tone === 'kind' ? 1 : 3).map((part) => ({ text: part, tone })));
  const lines = texts.map((line, index): PlacedLine => ({ ...line, x: x + PADDING, y: y + PADDING + index * LINE, width: inner, height: LINE }));
  return { box, x, y, width, height: 2 * PADDING + lines.length * LINE, lines };
}

/** How many characters a line has place for. */
function room(width: number): number {
  return Math.max(4, Math.floor(width / (FONT_SIZE * CHARACTER_WIDTH)));
}

/** A text in lines, broken where it has a space or a hyphen; what doesn't fit ends in an ellipsis. */
function broken(text: string, width: number, most: number): string[] {
  const fits = room(width);
  const lines: string[] = [];
  let rest = text;
  while (rest.length > fits && lines.length < most - 1) {
    const head = rest.slice(0, fits + 1);
    const space = head.lastIndexOf(' ');
    const hyphen = head.slice(0, fits).lastIndexOf('-');
    const end = space > fits / 3 ? space : hyphen > fits / 3 ? hyphen + 1 : fits;
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...lines, cut(rest, width)];
}

function cut(text: string, width: number): string {
  const fits = room(width);
  return text.length <= fits ? text : `${text.slice(0, fits - 1)}…`;
}

/** From the right of what is used to the left of who uses it; in one column, round the side. */
function sideways(from: PlacedBox, to: PlacedBox): string {
  const [y1, y2] = [from.y + from.height / 2, to.y + to.height / 2];
  const right = from.x + from.width;
  if (from.x === to.x) return `M${right} ${y1}C${right + 22} ${y1} ${right + 22} ${y2} ${right} ${y2}`;
  if (from.x > to.x) return `M${from.x} ${y1}C${from.x - 40} ${y1} ${to.x + to.width + 40} ${y2} ${to.x + to.width} ${y2}`;
  const bend = Math.min(90, (to.x - right) / 2 + 15);
  return `M${right} ${y1}C${right + bend} ${y1} ${to.x - bend} ${y2} ${to.x} ${y2}`;
}

/** From the bottom of what is used to the top of who uses it; in one row, round below. */
function downwards(from: PlacedBox, to: PlacedBox): string {
  const [x1, x2] = [from.x + from.width / 2, to.x + to.width / 2];
  const bottom = from.y + from.height;
  if (from.y === to.y) return `M${x1} ${bottom}C${x1} ${bottom + 20} ${x2} ${to.y + to.height + 20} ${x2} ${to.y + to.height}`;
  if (from.y > to.y) return `M${x1} ${from.y}C${x1} ${from.y - 30} ${x2} ${to.y + to.height + 30} ${x2} ${to.y + to.height}`;
  const bend = Math.min(80, (to.y - bottom) / 2 + 10);
  return `M${x1} ${bottom}C${x1} ${bottom + bend} ${x2} ${to.y - bend} ${x2} ${to.y}`;
}
