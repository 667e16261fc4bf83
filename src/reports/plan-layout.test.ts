import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Area, CHARACTER_WIDTH, FONT_SIZE, layOut, type Layout, type Shape } from './plan-layout.ts';
import { type Picture, type PictureBox } from './plan-picture.ts';

const SHAPES: readonly Shape[] = ['wide', 'narrow'];

const name = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,60}$/);
const box: fc.Arbitrary<Omit<PictureBox, 'id'>> = fc.record({
  objects: fc.constant([]),
  kind: fc.constantFrom('Job', 'HorizontalPodAutoscaler', 'CustomResourceDefinition', 'NetworkPolicy'),
  name,
  deed: fc.constantFrom('create', 'change', 'leave', 'recreate', 'prune', 'keep'),
  hook: fc.boolean(),
  version: fc.oneof(fc.constant(''), fc.constant('sha-1a2b3c4 → sha-4f1c9d2')),
  wait: fc.option(fc.record({ object: fc.constant({ group: '', kind: 'Job', namespace: '', name: 'a' }), key: fc.constant('/Job//a'), until: fc.constantFrom('Ready', 'Bound, by a pod that mounts it'), by: fc.constant('job' as const), degrades: fc.boolean() }), { nil: undefined }),
  note: fc.constantFrom('', 'not waited for', 'holds the sync until its pods are gone'),
  failure: fc.option(fc.record({ key: name, how: fc.constantFrom('fails', 'hangs'), ending: fc.constantFrom('Failed', 'Hangs'), serving: fc.constantFrom('before', 'both'), down: fc.constantFrom([], ['a/b/c/d']), pruned: fc.constantFrom([], ['a', 'b']) }), { nil: undefined }),
  broken: fc.constantFrom([], [1], [2, 11]),
});
const picture: fc.Arbitrary<Picture> = fc
  .array(fc.record({ title: fc.constantFrom('wave -5', 'PostSync 0', 'wave 2147483647'), note: fc.constantFrom('', 'at most 1 h 30 min', 'no deadline'), boxes: fc.array(box, { maxLength: 12 }) }), { maxLength: 14 })
  .map((columns) => {
    let next = 0;
    const named = columns.map((column) => ({ ...column, boxes: column.boxes.map((one) => ({ ...one, id: `b${next++}` })) }));
    const edges = Array.from({ length: Math.max(0, next - 1) }, (_, index) => ({ from: `b${index}`, to: `b${(index * 7 + 3) % next}`, late: false })).filter(({ from, to }) => from !== to);
    return { columns: named, edges };
  });

describe.each(SHAPES)('a %s layout', (shape) => {
  it('lays nothing over anything, and puts each line inside of its box', () => {
    fc.assert(fc.property(picture, (one) => expect(faultsOf(layOut(one, shape))).toEqual([])), { numRuns: 200 });
  });

  it('is the same each time', () => {
    fc.assert(fc.property(picture, (one) => expect(layOut(one, shape)).toEqual(layOut(structuredClone(one), shape))), { numRuns: 20 });
  });

  it('fits a screen of its width, unless there are very many steps', () => {
    fc.assert(fc.property(picture, (one) => expect(layOut(one, shape).width).toBeLessThanOrEqual(shape === 'narrow' ? 608 : Math.max(1392, one.columns.length * 160 + 16))), { numRuns: 50 });
  });
});

/** What is wrong with a layout: two that overlap, or one that is not where it belongs. */
function faultsOf({ width, height, heads, boxes, edges }: Layout): string[] {
  const faults: string[] = [];
  const areas: { what: string; area: Area }[] = [...heads.map((line) => ({ what: `head ${line.text}`, area: line })), ...boxes.map((one) => ({ what: `box ${one.box.id}`, area: one }))];
  areas.forEach(({ what, area }, index) => {
    if (area.x < 0 || area.y < 0 || area.x + area.width > width || area.y + area.height > height) faults.push(`${what} lies outside`);
    for (const other of areas.slice(index + 1)) if (overlap(area, other.area)) faults.push(`${what} overlaps ${other.what}`);
  });
  for (const { box: { id }, lines, ...area } of boxes) {
    lines.forEach((line, index) => {
      if (!inside(line, area)) faults.push(`a line of ${id} lies outside of it`);
      if (line.text.length * FONT_SIZE * CHARACTER_WIDTH > line.width + 0.01) faults.push(`"${line.text}" of ${id} is too long`);
      for (const other of lines.slice(index + 1)) if (overlap(line, other)) faults.push(`lines of ${id} overlap`);
    });
  }
  for (const { path } of edges) if (!/^M[-\d. ]+C[-\d. ]+$/.test(path)) faults.push(`no curve: ${path}`);
  return faults;
}

function overlap(a: Area, b: Area): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function inside(a: Area, b: Area): boolean {
  return a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;
}
