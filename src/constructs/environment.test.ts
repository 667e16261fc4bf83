import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type Dependency } from './dependency.ts';
import { type EnvironmentProps, envVars, environment, literalValue } from './environment.ts';
import { PropCheck } from './prop-check.ts';
import { fixesOf, problemsOf } from './test-support.ts';
import { type Variable, type Variables } from './variable.ts';

function of(props: EnvironmentProps) {
  const check = new PropCheck('app');
  const variables = environment(check, props);
  check.throwIfAny();
  return envVars(variables);
}

function dependency(name: string, variables: Variables): Dependency {
  return { name, variables, endpoints: [] };
}

describe('the environment of a container', () => {
  it('lists every variable inline, sorted by name in code units', () => {
    const uses = [dependency('db', { DATABASE_URL: { secret: 'db-1', key: 'url' } }), dependency('api', { API_URL: 'http://api:80' })];
    expect(of({ uses, env: { b: '1', B: '2', EMPTY: '', IP: { field: 'status.podIP' } }, fixed: { RELEASE: 'v1' } })).toEqual([
      { name: 'API_URL', value: 'http://api:80' },
      { name: 'B', value: '2' },
      { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { key: 'url', name: 'db-1' } } },
      { name: 'EMPTY' },
      { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      { name: 'RELEASE', value: 'v1' },
      { name: 'b', value: '1' },
    ]);
  });

  it('takes a default only where nobody else sets the variable', () => {
    expect(of({ env: { HOME: '/srv/app' }, defaults: { HOME: '/tmp', TMPDIR: '/tmp' } })).toEqual([
      { name: 'HOME', value: '/srv/app' },
      { name: 'TMPDIR', value: '/tmp' },
    ]);
  });

  it.each<[string, EnvironmentProps, string[]]>([
    ['two dependencies', { uses: [dependency('db', { URL: 'a' }), dependency('cache', { URL: 'a' })] }, ['app.env.URL: the variable "URL" is set twice, by uses: db and by uses: cache']],
    ['a dependency and env', { uses: [dependency('db', { URL: 'a' })], env: { URL: 'b' } }, ['app.env.URL: the variable "URL" is set twice, by uses: db and by env']],
    ['slipway and env', { fixed: { RELEASE: '1' }, env: { RELEASE: '2' } }, ['app.env.RELEASE: the variable "RELEASE" is set twice, by slipway itself and by env']],
  ])('names both sources of a clash: %s', (_name, props, problems) => {
    expect(problemsOf(() => of(props))).toEqual(problems);
  });

  it.each<[string, Variables, string[]]>([
    ['a name with a digit first', { '1A': 'x' }, ['app.env.1A: "1A" is not the name of an environment variable']],
    ['a name with a line break', { 'A\nB': 'x' }, ['app.env.A\nB: "A\\u{a}B" is not the name of an environment variable']],
    ['a NUL', { A: 'a\0b' }, ['app.env.A: the value holds a NUL character']],
    ['a number', { A: 5 as unknown as Variable }, ['app.env.A: 5 is not a value']],
    ['a boolean', { A: true as unknown as Variable }, ['app.env.A: true is not a value']],
    ['null', { A: null as unknown as Variable }, ['app.env.A: null is not a value']],
  ])('is checked: %s', (_name, env, problems) => {
    expect(problemsOf(() => of({ env }))).toEqual(problems);
  });

  it.each([
    ['NODE ENV', 'NODE_ENV:'],
    ['node-env', 'node_env:'],
    ['1A', 'DATABASE_URL:'],
  ])('says how the name %j is meant', (name, fix) => {
    expect(fixesOf(() => of({ env: { [name]: 'x' } }))).toEqual([fix]);
  });

  it('takes the name of a prototype property as a name', () => {
    expect(of({ env: { constructor: 'x', toString: 'y' } })).toEqual([
      { name: 'constructor', value: 'x' },
      { name: 'toString', value: 'y' },
    ]);
  });
});

describe('a literal value', () => {
  it.each([
    ['no dollar', 'plain', 'plain'],
    ['a lone dollar', 'a$b$', 'a$b$'],
    ['a reference', '$(HOME)', '$$(HOME)'],
    ['two dollars', '$$', '$$$'],
    ['an escaped reference', '$$(HOME)', '$$$$(HOME)'],
  ])('is written so that the kubelet gives back %s', (_name, text, written) => {
    expect(literalValue(text)).toBe(written);
    expect(expandedByKubelet(written)).toBe(text);
  });

  it('comes back from the kubelet as it was, whatever it is', () => {
    const text = fc.string({ unit: fc.constantFrom('$', '(', ')', 'A', 'é') });
    fc.assert(fc.property(text, (value) => expandedByKubelet(literalValue(value)) === value), { numRuns: 2000 });
  });
});

/** The kubelet's expansion, where every variable that is named exists and is empty. */
function expandedByKubelet(input: string): string {
  let output = '';
  for (let at = 0; at < input.length; at++) {
    if (input[at] !== '$' || at + 1 === input.length) {
      output += input[at];
    } else if (input[at + 1] === '$') {
      output += '$';
      at++;
    } else if (input[at + 1] === '(' && input.indexOf(')', at) !== -1) {
      at = input.indexOf(')', at);
    } else {
      output += `$${input[at + 1]}`;
      at++;
    }
  }
  return output;
}
