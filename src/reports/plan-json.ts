import { type Identity, identityKey, identityOfKey } from '../kernel/manifest.ts';
import { type PlannedObject, type Wait } from '../plan/plan.ts';
import { endlessWaits } from './plan-ends.ts';
import { type PlanReport } from './plan-report.ts';
import { versionsOf } from './plan-text.ts';
import { counterexampleJson } from './proof-json.ts';

/** A plan as data, schema `slipway.plan/v1`. */
export function planJson(report: PlanReport): object {
  const { system, environment, from, plan, proof: { points, stories, counterexamples, failures }, waived, rolls } = report;
  const { steps, breaksOff, unwatched, atMost } = plan;
  const objectJson = ({ object, deed, hook, pods, goesWhen }: PlannedObject): object => {
    const key = identityKey(object);
    return { ...identity(object), action: deed, hook, ...versionsOf(report.before.get(key), report.after.get(key)), ...(pods === undefined ? {} : { pods }), ...(goesWhen === undefined ? {} : { goesWhen }) };
  };
  return {
    schema: 'slipway.plan/v1',
    system,
    environment,
    from,
    ending: plan.ending,
    ...(breaksOff === undefined ? {} : { breaksOff: { ...(breaksOff.object === undefined ? {} : { object: identity(breaksOff.object) }), why: breaksOff.why, unapplied: breaksOff.unapplied.map(objectJson) } }),
    steps: steps.map(({ phase, wave, objects, waits }) => ({
      phase,
      wave,
      objects: objects.map(objectJson),
      waits: waits.map(waitJson),
    })),
    unwatched: unwatched.map(waitJson),
    endless: endlessWaits(plan).map(({ object }) => identity(object)),
    ...(atMost === undefined ? {} : { atMostSeconds: atMost }),
    rolls,
    proof: {
      points,
      stories,
      counterexamples: counterexamples.map(counterexampleJson),
      waived: waived.map(({ counterexample, reason }) => ({ ...counterexampleJson(counterexample), reason })),
      failures: failures.map(({ key, how, ending, serving, down, pruned }) => ({ object: identityOfKey(key), how, ending, serving, ...(down.length === 0 ? {} : { down: down.map(identityOfKey) }), pruned: pruned.map(identityOfKey) })),
    },
  };
}

function waitJson({ object, until, by, atMost, withoutProgress, degrades }: Wait): object {
  return { ...identity(object), until, by, ...(atMost === undefined ? {} : { atMostSeconds: atMost }), ...(withoutProgress === undefined ? {} : { withoutProgressSeconds: withoutProgress }), canFail: degrades };
}

function identity({ group, kind, namespace, name }: Identity): object {
  return { group, kind, namespace, name };
}
