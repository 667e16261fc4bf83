import { describe, expect, it } from '@jest/globals';
import { PropCheck } from './prop-check.ts';
import { type Scratch, checkScratchFits, scratchVolumes } from './scratch.ts';
import { problemsOf } from './test-support.ts';

function of(scratch?: Scratch) {
  const check = new PropCheck('app.scratch');
  const result = scratchVolumes(check, scratch);
  check.throwIfAny();
  return result;
}

describe('scratch directories', () => {
  it('are /tmp where nothing is asked for', () => {
    expect(of()).toEqual({
      volumes: [{ emptyDir: { sizeLimit: '128Mi' }, name: 'scratch-tmp' }],
      mounts: [{ mountPath: '/tmp', name: 'scratch-tmp' }],
    });
  });

  it('are beside /tmp, in canonical sizes, sorted by directory', () => {
    expect(of({ '/var/cache/app': '1024Mi', '/app/.next/cache': '0.5Gi' })).toEqual({
      volumes: [
        { emptyDir: { sizeLimit: '512Mi' }, name: 'scratch-app-next-cache' },
        { emptyDir: { sizeLimit: '128Mi' }, name: 'scratch-tmp' },
        { emptyDir: { sizeLimit: '1Gi' }, name: 'scratch-var-cache-app' },
      ],
      mounts: [
        { mountPath: '/app/.next/cache', name: 'scratch-app-next-cache' },
        { mountPath: '/tmp', name: 'scratch-tmp' },
        { mountPath: '/var/cache/app', name: 'scratch-var-cache-app' },
      ],
    });
  });

  it('may give /tmp another size', () => {
    expect(of({ '/tmp': '1Gi' }).volumes).toEqual([{ emptyDir: { sizeLimit: '1Gi' }, name: 'scratch-tmp' }]);
  });

  it('have volume names of at most 63 characters', () => {
    expect(of({ [`/${'a'.repeat(90)}`]: '1Mi' }).volumes[0]!.name).toHaveLength(63);
  });

  it.each<[string, Scratch, string[]]>([
    ['a relative directory', { cache: '1Mi' }, ['app.scratch.cache: "cache" is not an absolute directory']],
    ['a directory that climbs', { '/a/../etc': '1Mi' }, ['app.scratch./a/../etc: "/a/../etc" is not an absolute directory']],
    ['a size that is none', { '/cache': '1GB' }, ['app.scratch./cache: "1GB" is not a quantity']],
    ['a size of nothing', { '/cache': '0' }, ['app.scratch./cache: a directory of 0 holds nothing']],
    ['two directories that read alike', { '/a-b': '1Mi', '/a/b': '1Mi' }, ['app.scratch./a/b: the directory reads like another one: both make the volume scratch-a-b']],
  ])('are checked: %s', (_name, scratch, problems) => {
    expect(problemsOf(() => of(scratch))).toEqual(problems);
  });

  it.each<[string, Scratch, string[], string[]]>([
    ['they fit', { '/cache': '896Mi' }, ['1Gi'], []],
    ['two containers share them', { '/cache': '1920Mi' }, ['1Gi', '1Gi'], []],
    ['they do not fit', { '/cache': '1Gi' }, ['1Gi'], ['app.resources.limits.ephemeralStorage: the scratch directories may hold 1152Mi, more than the limit']],
    ['a size is none, which is said elsewhere', { '/cache': 'x' }, ['1Gi'], []],
  ])('are held against the limits: %s', (_name, scratch, limits, problems) => {
    const check = new PropCheck('app.resources');
    checkScratchFits(check, scratch, limits);
    expect(problemsOf(() => check.throwIfAny())).toEqual(problems);
  });
});
