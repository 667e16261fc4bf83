import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { faultsOf } from '../constructs/environment-contract.ts';
import { environment } from '../constructs/environment.ts';
import { PropCheck } from '../constructs/prop-check.ts';
import { type Variables } from '../constructs/variable.ts';
import { type Path } from '../kernel/path.ts';
import { contractFix, type FixedPair } from './contract-fix.ts';

const contract = { variables: { API_TOKEN: z.string(), BUCKET: z.string().regex(/^[a-z]{3,}-x$/), PAGE_SIZE: z.coerce.number().int().min(10) }, secrets: ['API_TOKEN'] };
const reference = (text: string) => ({ key: text.split('#')[0]!, property: text.split('#')[1]! });
const at = (value: unknown, path: Path): unknown => path.reduce<unknown>((here, step) => (typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[step] : undefined), value);

/** A pair whose values all stand in its own file, over what a lower one says. */
function pair(name: string, values: object, below: object = {}): FixedPair {
  return { system: 'shop', environment: name, values, sourceOf: (path) => (at(values, path) === undefined ? undefined : { file: name, line: 1, column: 1 }), saidAt: (path) => [at(values, path), at(below, path)].filter((said) => said !== undefined) };
}

function fixesOf(env: Variables, own: FixedPair, ...others: readonly FixedPair[]): (string | undefined)[] {
  return faultsOf('web', contract, environment(new PropCheck('web'), { env }), []).map((fault) => contractFix(fault, own, others) ?? fault.problem.fix);
}

const token = { secret: 'web', key: 'API_TOKEN' };
const right = { API_TOKEN: token, BUCKET: 'media-x', PAGE_SIZE: '10' };
const without = (name: keyof typeof right): Variables => Object.fromEntries(Object.entries(right).filter(([key]) => key !== name));
const env = { BUCKET: 'media-x', PAGE_SIZE: '10' };
const staging = pair('staging', { web: { env, secrets: { keys: { OTHER: reference('shop/staging/web#other-key') } } } });
const production = pair('production', { web: { env: { BUCKET: 'acme-x', PAGE_SIZE: '50' }, secrets: { keys: { API_TOKEN: reference('shop/production/web#token') } } } });

describe('the line that mends a contract', () => {
  it.each<[string, Variables, readonly FixedPair[], string]>([
    ['a reference as another environment has it, in its own path', without('API_TOKEN'), [staging, production], 'API_TOKEN: shop/staging/web#token   (below web.secrets.keys)'],
    ['a reference beside its neighbours, where no other has it', without('API_TOKEN'), [staging], 'API_TOKEN: shop/staging/web#api-token   (below web.secrets.keys)'],
    ['a reference at a path of the system, where nobody has any', without('API_TOKEN'), [pair('staging', { web: { env } })], 'keys: { API_TOKEN: <path>#api-token }   (of the ExternalSecrets in uses)'],
    ['what another environment sets', without('BUCKET'), [pair('staging', { web: { env: { PAGE_SIZE: '10' } } }), production], 'BUCKET: "acme-x"   (as in production; below web.env)'],
    ['what the schema tells, and where to put it', without('PAGE_SIZE'), [pair('staging', { web: { env: { BUCKET: 'media-x' } } })], 'PAGE_SIZE: "10"   (below web.env)'],
    ['what a lower file says', { ...right, BUCKET: '?' }, [pair('staging', { web: { env: { ...env, BUCKET: '?' } } }, { web: { env: { BUCKET: 'base-x' } } })], 'BUCKET: "base-x"   (as in what it overrides)'],
    ['what another environment has, of a pattern', { ...right, BUCKET: '?' }, [pair('staging', { web: { env: { ...env, BUCKET: '?' } } }), production], 'BUCKET: "acme-x"   (as in production)'],
    ['what was meant', { ...right, PAGE_SIZE: '24px' }, [staging, production], 'PAGE_SIZE: "24"'],
    ['the right name, with what stands there', { ...without('PAGE_SIZE'), PAGE_SIZ: '20' }, [pair('staging', { web: { env: { BUCKET: 'media-x', PAGE_SIZ: '20' } } })], 'PAGE_SIZE: "20"'],
    ['the right name of a secret, with its reference', { BUCKET: 'media-x', PAGE_SIZE: '10', API_TOKN: token }, [pair('staging', { web: { env, secrets: { keys: { API_TOKN: reference('shop/staging/web#token') } } } })], 'API_TOKEN: shop/staging/web#token'],
    ['the right name of a secret alone, where it may stand in the clear', { BUCKET: 'media-x', PAGE_SIZE: '10', API_TOKN: 'hunter2' }, [pair('staging', { web: { env: { ...env, API_TOKN: 'hunter2' } } })], 'API_TOKEN in the place of API_TOKN'],
  ])('is %s', (_what, variables, [own, ...others], fix) => {
    expect(fixesOf(variables, own!, ...others)).toEqual([fix]);
  });
});
