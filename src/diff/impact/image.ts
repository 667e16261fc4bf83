import { type FoundImpact, type ImpactRule, type PathedDifference } from '../impact-rule.ts';

/** Another image runs. */
export const image: ImpactRule = {
  id: 'image',
  why: 'it is the release itself',
  source: 'https://kubernetes.io/docs/concepts/containers/images/',
  check: ({ differences }) => differences.filter(isImage).map(found),
};

const FIELDS: ReadonlySet<unknown> = new Set(['image', 'imageName']);

function isImage({ steps, before, after, kind }: PathedDifference): boolean {
  return kind !== 'reordered' && FIELDS.has(steps.at(-1)) && (typeof before === 'string' || typeof after === 'string');
}

function found({ path, steps, before, after }: PathedDifference): FoundImpact {
  const container = steps.findLast((step) => typeof step === 'object');
  const name = typeof container === 'object' ? String(Object.values(container.where)[0]) : String(steps.at(-1));
  const from = typeof before === 'string' ? before : undefined;
  const to = typeof after === 'string' ? after : undefined;
  return {
    risk: 'low',
    reason: `${name} runs ${to ?? 'the image of its default'} instead of ${from ?? 'the image of its default'}`,
    paths: [path],
    image: { container: name, ...(from === undefined ? {} : { before: from }), ...(to === undefined ? {} : { after: to }) },
  };
}
