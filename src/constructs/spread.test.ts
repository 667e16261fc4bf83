import { describe, expect, it } from '@jest/globals';
import { PropCheck } from './prop-check.ts';
import { type SpreadProps, spread } from './spread.ts';
import { type Target } from './target.ts';
import { exampleTarget, problemsOf } from './test-support.ts';

const SELECTOR = { 'app.kubernetes.io/component': 'app' };

function of(props: SpreadProps, target: Partial<Target> = {}, revisions = true) {
  const check = new PropCheck('app.spread');
  const result = spread(check, { ...exampleTarget, ...target }, props, { selector: SELECTOR, revisions });
  check.throwIfAny();
  return result;
}

function constraint(topologyKey: string, whenUnsatisfiable: string, hash: object = { matchLabelKeys: ['pod-template-hash'] }) {
  return { labelSelector: { matchLabels: SELECTOR }, ...hash, maxSkew: 1, nodeTaintsPolicy: 'Honor', topologyKey, whenUnsatisfiable };
}

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';
const TERM = { labelSelector: { matchLabels: SELECTOR }, topologyKey: HOST };
const PREFERRED = { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm: TERM, weight: 100 }] } };

describe('the spread of pods', () => {
  it.each<[string, SpreadProps, Partial<Target>, boolean, object]>([
    ['softly over zones and nodes by default', {}, {}, true, { affinity: PREFERRED, topologySpreadConstraints: [constraint(ZONE, 'ScheduleAnyway'), constraint(HOST, 'ScheduleAnyway')] }],
    ['strictly over zones where asked', { zones: 'strict' }, {}, true, { affinity: PREFERRED, topologySpreadConstraints: [constraint(ZONE, 'DoNotSchedule'), constraint(HOST, 'ScheduleAnyway')] }],
    ['over nodes alone in a single zone', {}, { zones: ['eu-1a'] }, true, { affinity: PREFERRED, topologySpreadConstraints: [constraint(HOST, 'ScheduleAnyway')] }],
    [
      'one to a node and revision where asked',
      { hosts: 'strict', zones: 'none' },
      {},
      true,
      {
        affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ ...TERM, matchLabelKeys: ['pod-template-hash'] }] } },
        topologySpreadConstraints: [constraint(HOST, 'ScheduleAnyway')],
      },
    ],
    [
      'one to a node before 1.31, where a term knows no revisions',
      { hosts: 'strict', zones: 'none' },
      { kubernetes: '1.30' },
      true,
      { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [TERM] } }, topologySpreadConstraints: [constraint(HOST, 'ScheduleAnyway')] },
    ],
    ['without revisions for what has none', {}, {}, false, { affinity: PREFERRED, topologySpreadConstraints: [constraint(ZONE, 'ScheduleAnyway', {}), constraint(HOST, 'ScheduleAnyway', {})] }],
    ['not at all where nobody cares', { zones: 'none', hosts: 'none' }, {}, true, {}],
  ])('goes %s', (_name, props, target, revisions, expected) => {
    expect(of(props, target, revisions)).toEqual(expected);
  });

  it('refuses a strict spread over the one zone of a target', () => {
    expect(problemsOf(() => of({ zones: 'strict' }, { zones: ['eu-1a'] }))).toEqual(['app.spread.zones: a strict spread over zones needs two, the target has 1']);
  });

  it('refuses a word that is no rule', () => {
    expect(problemsOf(() => of({ hosts: 'hard' as 'strict' }))).toEqual(['app.spread.hosts: "hard" is not a rule']);
  });
});
