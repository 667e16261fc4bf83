import { describe, expect, it } from '@jest/globals';
import { withoutNulls } from './without-nulls.ts';

describe('withoutNulls', () => {
  it.each<[string, unknown, unknown]>([
    ['drops a field', { spec: { replicas: null, paused: true } }, { spec: { paused: true } }],
    ['makes the value of a label no text', { metadata: { labels: { a: null } } }, { metadata: { labels: { a: '' } } }],
    ['makes an amount zero', { limits: { cpu: null } }, { limits: { cpu: '0' } }],
    ["makes the value of a Service's selector no text", { kind: 'Service', spec: { selector: { app: null } } }, { kind: 'Service', spec: { selector: { app: '' } } }],
    ['takes a plain selector as it is written', { kind: 'ReplicationController', spec: { selector: { matchLabels: null } } }, { kind: 'ReplicationController', spec: { selector: { matchLabels: '' } } }],
    ['makes an exit code zero', { onExitCodes: { values: [null, 1] } }, { onExitCodes: { values: [0, 1] } }],
    ["drops a field of anybody else's selector", { spec: { selector: { matchLabels: { a: 'b' }, matchExpressions: null } } }, { spec: { selector: { matchLabels: { a: 'b' } } } }],
    ['makes an item of a list of texts no text', { spec: { cidrs: [null, '10.0.0.0/8'] } }, { spec: { cidrs: ['', '10.0.0.0/8'] } }],
    ['makes an item of any other list an object with nothing in it', { containers: [null] }, { containers: [{}] }],
  ])('%s', (_what, given, expected) => {
    expect(withoutNulls(given)).toEqual(expected);
  });

  it('gives back what holds none', () => {
    const value = { spec: { replicas: 1 } };
    expect(withoutNulls(value)).toBe(value);
  });
});
