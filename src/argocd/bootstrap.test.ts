import { describe, expect, it } from '@jest/globals';
import { type ApplicationSpec } from '../../imports/argoproj.io/application.ts';
import { bootstrap } from './bootstrap.ts';
import { crdsArePresent, violationsOf } from './test-support/crd-schema.ts';
import { exampleFacts } from './test-support/examples.ts';

const objects = bootstrap(exampleFacts);
const [project, application] = objects as [(typeof objects)[number], (typeof objects)[number]];
const spec = application['spec'] as ApplicationSpec;

/** Globs as Argo CD reads them there: `*` takes any character, `/` too, and braces hold alternatives. */
function included(path: string): boolean {
  const pattern = spec.source!.directory!.include!.replace(/[.*{},]/g, (c) => ({ '.': '\\.', '*': '.*', '{': '(', '}': ')', ',': '|' })[c]!);
  return new RegExp(`^${pattern}$`).test(path);
}

describe('the bootstrap Application', () => {
  it.each<[string, boolean]>([
    ['projects/AppProject.argoproj.io-shop-dev.yaml', true],
    ['applicationsets/ApplicationSet.argoproj.io-slipway-release.yaml', true],
    ['applications/dev/shop.yaml', false],
    ['bootstrap/Application.argoproj.io-slipway.yaml', false],
    ['README.yaml', false],
  ])('of %s follows: %s', (path, followed) => {
    expect(included(path)).toBe(followed);
    expect([spec.source?.path, spec.source?.directory?.recurse]).toEqual(['argocd', true]);
  });

  it('may keep AppProjects and ApplicationSets beside Argo CD, and nothing else anywhere', () => {
    expect(spec.project).toBe(project.metadata.name);
    expect(project['spec']).toEqual({
      description: expect.any(String),
      destinations: [{ namespace: 'argocd', server: 'https://kubernetes.default.svc' }],
      namespaceResourceWhitelist: [{ group: 'argoproj.io', kind: 'AppProject' }, { group: 'argoproj.io', kind: 'ApplicationSet' }],
      sourceRepos: ['https://git.acme.example/gitops.git'],
    });
  });

  it('restores what was changed, but removes nothing by itself', () => {
    expect(spec.syncPolicy?.automated).toEqual({ allowEmpty: false, prune: false, selfHeal: true });
  });

  it('takes nothing along when it is deleted', () => {
    expect(application.metadata['finalizers']).toBeUndefined();
  });

  it('leaves the tokens alone that Argo CD gave out for a role', () => {
    expect(spec.ignoreDifferences).toEqual([{ group: 'argoproj.io', jqPathExpressions: ['.spec.roles[]?.jwtTokens'], kind: 'AppProject' }]);
    expect(spec.syncPolicy?.syncOptions).toContain('RespectIgnoreDifferences=true');
  });

  it('deletes in the background, or Applications might go with their ApplicationSet', () => {
    expect(spec.syncPolicy?.syncOptions).toContain('PrunePropagationPolicy=background');
  });

  it('has names that no pair can have', () => {
    expect(objects.map(({ metadata: { name } }) => name)).toEqual(['slipway', 'slipway']);
  });

  const orSkip = crdsArePresent ? it : it.skip;
  orSkip.each(objects.map((object) => [object.kind, object] as const))(`of which the %s is what Argo CD's definition allows${crdsArePresent ? '' : ' (the definitions are not there)'}`, (_kind, object) => {
    expect(violationsOf(object)).toEqual([]);
  });
});
