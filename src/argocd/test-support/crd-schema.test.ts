import { describe, expect, it } from '@jest/globals';
import { crdsArePresent, violationsOf } from './crd-schema.ts';

const orSkip = crdsArePresent ? it : it.skip;
const application = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'a' }, spec: { destination: {}, project: 'p' } };
const withSpec = (spec: object): typeof application => ({ ...application, spec: { ...application.spec, ...spec } });

describe(`Argo CD's definitions${crdsArePresent ? '' : ' (not there)'}`, () => {
  orSkip.each<[string, typeof application, string[]]>([
    ['nothing against an object that fits', application, []],
    ['an unknown field', withSpec({ colour: 'blue' }), ['Application.spec.colour: is unknown']],
    ['an unknown field deep inside', withSpec({ syncPolicy: { retry: { backoff: { factors: 2 } } } }), ['Application.spec.syncPolicy.retry.backoff.factors: is unknown']],
    ['a missing field', { ...application, spec: { destination: {} } as never }, ['Application.spec.project: is missing']],
    ['a wrong type', withSpec({ revisionHistoryLimit: '5' }), ['Application.spec.revisionHistoryLimit: is not integer']],
    ['a wrong type in a list', withSpec({ syncPolicy: { syncOptions: [true] } }), ['Application.spec.syncPolicy.syncOptions[0]: is not string']],
    ['an unknown field beside the object', { ...application, data: {} } as never, ['Application.data: is unknown']],
  ])('say %s', (_name, object, expected) => {
    expect(violationsOf(object)).toEqual(expected);
  });

  orSkip('know no other version', () => {
    expect(() => violationsOf({ apiVersion: 'argoproj.io/v2', kind: 'Application' })).toThrow('is not served');
  });
});
