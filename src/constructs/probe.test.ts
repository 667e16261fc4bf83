import { describe, expect, it } from '@jest/globals';
import { Probe, type ProbeRole, apiProbe, asksTheSame, checkProbe, patienceOf, withoutTimings } from './probe.ts';
import { PropCheck } from './prop-check.ts';
import { fixesOf, problemsOf } from './test-support.ts';

const TIMINGS: [ProbeRole, object][] = [
  ['startup', { periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 60, successThreshold: 1 }],
  ['readiness', { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3, successThreshold: 1 }],
  ['liveness', { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6, successThreshold: 1 }],
];

describe('a probe', () => {
  it.each(TIMINGS)('has every timing of a %s probe written out', (role, timings) => {
    expect(apiProbe(Probe.http('/up'), role, 'http')).toEqual({ httpGet: { path: '/up', port: 'http', scheme: 'HTTP' }, ...timings });
  });

  it.each([
    ['http with a port of its own', Probe.http('/up', { port: 8081 }), { httpGet: { path: '/up', port: 8081, scheme: 'HTTP' } }],
    ['tcp', Probe.tcp(), { tcpSocket: { port: 'http' } }],
    ['tcp with a port of its own', Probe.tcp({ port: 5432 }), { tcpSocket: { port: 5432 } }],
    ['exec', Probe.exec(['pg_isready', '-q']), { exec: { command: ['pg_isready', '-q'] } }],
  ])('asks by %s', (_name, probe, handler) => {
    expect(apiProbe(probe, 'liveness', 'http')).toMatchObject(handler);
  });

  it('keeps the timings it is given, and a timeout within a shorter period', () => {
    expect(apiProbe(Probe.tcp({ periodSeconds: 1, failureThreshold: 30 }), 'readiness', 'http')).toEqual({
      tcpSocket: { port: 'http' },
      periodSeconds: 1,
      timeoutSeconds: 1,
      failureThreshold: 30,
      successThreshold: 1,
    });
  });

  it('is nothing to the API where none is wanted', () => {
    expect(apiProbe(Probe.none('a batch'), 'liveness', 'http')).toBeUndefined();
  });

  it('loses its timings, not its question, in another role', () => {
    expect(withoutTimings(Probe.http('/up', { port: 1, periodSeconds: 30, timeoutSeconds: 9, failureThreshold: 2 }))).toEqual(Probe.http('/up', { port: 1 }));
  });

  it.each([
    ['the defaults of start-up', Probe.http('/up'), 'startup', 120],
    ['timings of its own', Probe.http('/up', { periodSeconds: 10, failureThreshold: 9 }), 'startup', 90],
    ['no probe', Probe.none('none'), 'startup', 0],
  ] as const)('is patient for as long as %s say', (_name, probe, role, seconds) => {
    expect(patienceOf(probe, role)).toBe(seconds);
  });

  it.each([
    ['the same path', Probe.http('/up'), Probe.http('/up', { periodSeconds: 9 }), true],
    ['the same port by number', Probe.tcp(), Probe.tcp({ port: 3000 }), true],
    ['another path', Probe.http('/up'), Probe.http('/ready'), false],
    ['another port', Probe.http('/up'), Probe.http('/up', { port: 81 }), false],
    ['another way', Probe.http('/up'), Probe.tcp(), false],
    ['nothing at all', Probe.none('a'), Probe.none('b'), false],
  ])('is compared with another by %s', (_name, a, b, same) => {
    expect(asksTheSame(a, b, 3000)).toBe(same);
  });

  it.each<[string, Probe, string[]]>([
    ['a path without a slash', Probe.http('up'), ['app.live.path: "up" is not a path']],
    ['a path with a line break', Probe.http('/up\n'), ['app.live.path: "/up\\u{a}" is not a path']],
    ['an empty command', Probe.exec([]), ['app.live.command: an empty command asks nothing']],
    ['no reason for none', Probe.none(' '), ['app.live: no probe, and no reason why']],
    ['a timeout over the period', Probe.http('/up', { periodSeconds: 5, timeoutSeconds: 6 }), ['app.live.timeoutSeconds: 6 is out of range']],
    ['a period of zero', Probe.tcp({ periodSeconds: 0, timeoutSeconds: 1 }), ['app.live.periodSeconds: 0 is out of range', 'app.live.timeoutSeconds: 1 is out of range']],
    ['a port that is none', Probe.tcp({ port: 70_000 }), ['app.live.port: 70000 is out of range']],
    ['nothing wrong', Probe.http('/up?deep=1', { port: 80 }), []],
  ])('is checked: %s', (_name, probe, problems) => {
    const check = new PropCheck('app');
    checkProbe(check.within('live'), probe, 'liveness');
    expect(problemsOf(() => check.throwIfAny())).toEqual(problems);
  });

  it.each([
    ['api/ready', 'path: /api/ready'],
    ['/a b', 'path: /api/health'],
  ])('says how the path %j is meant', (path, fix) => {
    const check = new PropCheck('app');
    checkProbe(check, Probe.http(path), 'readiness');
    expect(fixesOf(() => check.throwIfAny())).toEqual([fix]);
  });
});
