import { type AppProjectSpec } from '../../imports/argoproj.io/app-project.ts';
import { type ApplicationSpec } from '../../imports/argoproj.io/application.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { type ArgocdFacts } from './argocd-facts.ts';
import { argocdObject } from './argocd-object.ts';
import { RETRY } from './sync-policy.ts';

const NAME = 'slipway';
/** The cluster Argo CD runs in, as it calls it itself. */
const OWN_CLUSTER = 'https://kubernetes.default.svc';

/**
 * What a person applies once: the Application that keeps AppProjects and ApplicationSets as they are
 * in git, and the AppProject that lets it do nothing else. It removes nothing by itself: an
 * AppProject waits for its last Application, and the sync would wait with it, for everybody.
 */
export function bootstrap(facts: ArgocdFacts): Manifest[] {
  const { namespace, repository, branch } = facts;
  const project: AppProjectSpec = {
    description: 'AppProjects and ApplicationSets of all systems',
    destinations: [{ namespace, server: OWN_CLUSTER }],
    namespaceResourceWhitelist: ['AppProject', 'ApplicationSet'].map((kind) => ({ group: 'argoproj.io', kind })),
    sourceRepos: [repository],
  };
  const application: ApplicationSpec = {
    destination: { namespace, server: OWN_CLUSTER },
    // Argo CD itself notes there which tokens of a role it gave out.
    ignoreDifferences: [{ group: 'argoproj.io', jqPathExpressions: ['.spec.roles[]?.jwtTokens'], kind: 'AppProject' }],
    project: NAME,
    revisionHistoryLimit: 5,
    source: {
      // The generator inputs beside them are no Kubernetes objects, and one would fail the Application.
      directory: { include: '{projects/*.yaml,applicationsets/*.yaml}', recurse: true },
      path: 'argocd',
      repoURL: repository,
      targetRevision: branch,
    },
    syncPolicy: {
      automated: { allowEmpty: false, prune: false, selfHeal: true },
      retry: RETRY,
      syncOptions: ['FailOnSharedResource=true', 'PrunePropagationPolicy=background', 'RespectIgnoreDifferences=true', 'ServerSideApply=true'],
    },
  };
  return [
    argocdObject({ kind: 'AppProject', name: NAME, namespace, partOf: NAME, spec: project }),
    argocdObject({
      kind: 'Application',
      name: NAME,
      namespace,
      partOf: NAME,
      annotations: {
        'argocd.argoproj.io/compare-options': 'ServerSideDiff=true',
        'argocd.argoproj.io/manifest-generate-paths': 'projects;applicationsets',
      },
      spec: application,
    }),
  ];
}
