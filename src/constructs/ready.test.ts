import { describe, expect, it } from '@jest/globals';
import { Probe } from './probe.ts';
import { PropCheck } from './prop-check.ts';
import { Ready, Version, checkReady, readyProbe } from './ready.ts';
import { problemsOf } from './test-support.ts';

describe('readiness', () => {
  it('is a probe of its path with its timings', () => {
    expect(readyProbe(Ready.http('/ready', { version: Version.header('X-Release'), periodSeconds: 3 }))).toEqual(Probe.http('/ready', { periodSeconds: 3 }));
  });

  it('tells no version unless it is said how', () => {
    expect(Ready.http('/ready').version).toEqual(Version.none);
  });

  it.each<[string, Version, string[]]>([
    ['a header', Version.header('X-Release'), []],
    ['a path into JSON', Version.json('release.version'), []],
    ['no version', Version.none, []],
    ['a header with a line break', Version.header('X-Release\r\nX: y'), ['app.ready.version.name: "X-Release\\u{d}\\u{a}X: y" is not the name of a header']],
    ['a header that curl would format', Version.header('x}%{json'), ['app.ready.version.name: "x}%{json" is not the name of a header']],
    ['an empty path', Version.json(''), ['app.ready.version.path: "" is not a path into a JSON object']],
    ['a path through a list', Version.json('releases[0].version'), ['app.ready.version.path: "releases[0].version" is not a path into a JSON object']],
    ['a path with a hole', Version.json('release..version'), ['app.ready.version.path: "release..version" is not a path into a JSON object']],
  ])('is checked: %s', (_name, version, problems) => {
    const check = new PropCheck('app');
    checkReady(check.within('ready'), Ready.http('/ready', { version }));
    expect(problemsOf(() => check.throwIfAny())).toEqual(problems);
  });
});
