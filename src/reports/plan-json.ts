import { type Identity } from '../kernel/manifest.ts';
import { type Wait } from '../plan/plan.ts';
import { type PlanReport } from './plan-report.ts';
import { counterexampleJson, keyIdentity } from './proof-json.ts';

/** A plan as data, schema `slipway.plan/v1`. */
export function planJson({ system, environment, from, plan: { steps, unwatched, atMost }, proof: { points, stories, counterexamples, failures }, waived, rolls }: PlanReport): object {
  return {
    schema: 'slipway.plan/v1',
    system,
    environment,
    from,
    steps: steps.map(({ phase, wave, objects, waits }) => ({
      phase,
      wave,
      objects: objects.map(({ object, deed, hook }) => ({ ...identity(object), action: deed, hook })),
      waits: waits.map(waitJson),
    })),
    unwatched: unwatched.map(waitJson),
    ...(atMost === undefined ? {} : { atMostSeconds: atMost }),
    rolls,
    proof: {
      points,
      stories,
      counterexamples: counterexamples.map(counterexampleJson),
      waived: waived.map(({ counterexample, reason }) => ({ ...counterexampleJson(counterexample), reason })),
      failures: failures.map(({ key, how, ending, serving, down, pruned }) => ({ object: keyIdentity(key), how, ending, serving, ...(down.length === 0 ? {} : { down: down.map(keyIdentity) }), pruned: pruned.map(keyIdentity) })),
    },
  };
}

function waitJson({ object, until, by, atMost, degrades }: Wait): object {
  return { ...identity(object), until, by, ...(atMost === undefined ? {} : { atMostSeconds: atMost }), canFail: degrades };
}

function identity({ group, kind, namespace, name }: Identity): object {
  return { group, kind, namespace, name };
}
