import { type Impact, type ImpactId } from '../diff/diff.ts';
import { type DiffReport } from './diff-report.ts';
import { type DiffRow } from './diff-row.ts';

/** How an impact is called in a line, and the sign before it. */
export interface ImpactWord {
  readonly sign: string;
  readonly word: string;
}

const WORDS: Readonly<Record<ImpactId, ImpactWord>> = {
  'data-at-risk': { sign: '!', word: 'data at risk' },
  'immutable-field': { sign: '✗', word: 'rejected' },
  'refused-in-transition': { sign: '✗', word: 'refused' },
  'refused-as-invalid': { sign: '✗', word: 'refused' },
  'refused-by-apply': { sign: '✗', word: 'refused' },
  pruned: { sign: '-', word: 'pruned' },
  access: { sign: '◆', word: 'access' },
  traffic: { sign: '⇄', word: 'traffic' },
  recreated: { sign: '↻', word: 'recreated' },
  'rolling-restart': { sign: '↻', word: 'rolls' },
  held: { sign: '‖', word: 'held' },
  scale: { sign: '↕', word: 'scales' },
  'secret-source': { sign: '§', word: 'secrets' },
  ordering: { sign: '⇅', word: 'order' },
  created: { sign: '+', word: 'created' },
  'in-place': { sign: '~', word: 'in place' },
  image: { sign: '»', word: 'image' },
  capacity: { sign: 'Σ', word: 'capacity' },
  'metadata-only': { sign: '·', word: 'metadata' },
  'no-effect': { sign: '·', word: 'no effect' },
};

/** Of several impacts of one risk, the one that a reader must see first comes first. */
const ORDER: readonly string[] = Object.keys(WORDS);

const DIRECTED: Readonly<Record<'access' | 'traffic', Readonly<Record<'wider' | 'narrower' | 'other', string>>>> = {
  access: { wider: 'widens', narrower: 'narrows', other: 'access' },
  traffic: { wider: 'opens', narrower: 'closes', other: 'traffic' },
};

/** How an impact is called, by which way it goes where it has one. */
export function impactWord({ id, direction, risk }: Pick<Impact, 'id' | 'direction' | 'risk'>): ImpactWord {
  const known = WORDS[id];
  // What only the cluster knows to refuse, and mostly takes.
  if (id === 'immutable-field' && risk === 'medium') return { sign: '~', word: 'if allowed' };
  return (id === 'access' || id === 'traffic') && direction !== undefined ? { ...known, word: DIRECTED[id][direction] } : known;
}

/** What a row is called: after its worst effect, but where it is only renamed, or nothing is applied. */
export function rowWord({ status, impacts }: Pick<DiffRow, 'status' | 'impacts'>, mode: DiffReport['mode']): ImpactWord {
  const [lead] = impacts;
  if (lead === undefined || mode === 'environments') return { sign: '≠', word: 'differs' };
  if (status === 'renamed' && (lead.id === 'pruned' || lead.id === 'created')) return { sign: '→', word: 'renamed' };
  return impactWord(lead);
}

/** Less than zero where an impact is told before another of the same risk. */
export function compareImpactIds(a: ImpactId, b: ImpactId): number {
  return ORDER.indexOf(a) - ORDER.indexOf(b);
}
