import { describe, expect, it } from '@jest/globals';
import { validateText } from './test-support.ts';

const pod = (containers: string) => `apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec:\n  containers:\n    - ${containers}\n`;
const HOST_PORT = pod('{ name: web, image: "ghcr.io/acme/web:v1", ports: [{ containerPort: 80, hostPort: -1 }] }');
const told = (text: string, options: Parameters<typeof validateText>[1] = {}) => validateText({ 'a.yaml': text }, { rules: ['all'], ...options }).findings.filter(({ path }) => /Port$|env\[1\]|name$/.test(path)).map(({ rule }) => rule.id);

describe('a field that the API server refuses', () => {
  it('is told of by no other rule', () => {
    expect(told(HOST_PORT)).toEqual(['container-port-is-valid']);
    expect(told(HOST_PORT.replace('-1', '81'))).toEqual(['no-host-port']);
  });

  it('is told of by others where the refusal is waived', () => {
    const waivers = [{ rule: 'container-port-is-valid', object: { kind: 'Pod', name: '*' }, reason: 'a', owner: 'b', expires: '2027-01-01', file: 'w.yaml', line: 1, column: 1 }];
    expect(told(HOST_PORT, { waivers })).toEqual(['no-host-port']);
  });

  it('is told of in the one of two objects of one name that has it', () => {
    expect(told(`${HOST_PORT}---\n${HOST_PORT.replace('-1', '81')}`)).toEqual(expect.arrayContaining(['container-port-is-valid', 'no-host-port']));
  });

  it('is told of as a duplicate once, whether the entry or its key is named', () => {
    expect(told(pod('{ name: web, image: "a:v1" }\n    - { name: web, image: "a:v1" }'))).toEqual([expect.any(String)]);
  });

  it('is a secret all the same', () => {
    const text = `${pod('{ name: web, image: "a:v1" }')}  serviceAccountName: ${['AKIA', 'Q3EGRZ7XJ2WLPN5T'].join('')}\n`;
    const found = validateText({ 'a.yaml': text }, { rules: ['all'] }).findings.filter(({ path }) => path === 'spec.serviceAccountName');
    expect(found.map(({ rule }) => rule.family)).toEqual(['secrets', 'api']);
  });
});
