import { type ApplicationSpec } from '../../imports/argoproj.io/application.ts';
import { type ApplicationSetSpec } from '../../imports/argoproj.io/application-set.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { type ArgocdFacts, type Tier } from './argocd-facts.ts';
import { argocdObject, keptAnnotations, ownLabels, RESOURCES_FINALIZER } from './argocd-object.ts';
import { IGNORED_DIFFERENCES } from './ignored-differences.ts';
import { RETRY } from './sync-policy.ts';

/** Where the generator inputs lie in the GitOps repository: outside of every folder with manifests. */
const INPUTS = 'argocd/applications/*/*.yaml';

/**
 * The ApplicationSet of a tier: one Application for each generator input of that tier. There is one
 * for each tier because what becomes of Applications whose input is gone is said once for all of them.
 */
export function applicationSet(tier: Tier, facts: ArgocdFacts): Manifest {
  const kept = tier === 'release';
  const spec: ApplicationSetSpec = {
    generators: [
      {
        git: { files: [{ path: INPUTS }], repoURL: facts.repository, revision: facts.branch },
        selector: { matchLabels: { tier } },
      },
    ],
    goTemplate: true,
    goTemplateOptions: ['missingkey=error'],
    // A person's consent to prune or delete is an annotation of the Application, and would be reset.
    preservedFields: { annotations: ['argocd.argoproj.io/deletion-approved'] },
    ...(kept ? { syncPolicy: { applicationsSync: 'create-update', preserveResourcesOnDeletion: true } } : { syncPolicy: { applicationsSync: 'sync' } }),
    template: {
      metadata: {
        annotations: {
          'argocd.argoproj.io/compare-options': 'ServerSideDiff=true',
          // Commits of other pairs do not concern it.
          'argocd.argoproj.io/manifest-generate-paths': '.',
        },
        // A development Application takes what it deployed along; any other leaves it running.
        ...(kept ? {} : { finalizers: [RESOURCES_FINALIZER] }),
        labels: { ...ownLabels('{{ .system }}'), environment: '{{ .environment }}', stage: '{{ .stage }}' },
        name: '{{ .name }}',
        namespace: facts.namespace,
      },
      spec: applicationSpec(facts),
    },
    // The keys of subscriptions are data, and templates reach values of known keys only.
    templatePatch: '{"metadata": {"annotations": {{ .annotations | toJson }}}}',
  };
  return argocdObject({
    kind: 'ApplicationSet',
    name: `slipway-${tier}`,
    namespace: facts.namespace,
    partOf: 'slipway',
    annotations: keptAnnotations('0'),
    // With create-update, this takes the Applications off the ApplicationSet before it goes; without, they would go with it.
    ...(kept ? { finalizers: [RESOURCES_FINALIZER] } : {}),
    spec,
  });
}

function applicationSpec({ repository, branch }: ArgocdFacts): ApplicationSpec {
  return {
    destination: { name: '{{ .destination.name }}', namespace: '{{ .destination.namespace }}', server: '{{ .destination.server }}' },
    ignoreDifferences: IGNORED_DIFFERENCES,
    project: '{{ .project }}',
    revisionHistoryLimit: 5,
    source: {
      // With include it stays a plain folder, even if somebody puts a kustomization.yaml or Chart.yaml there.
      directory: { include: '*.yaml', recurse: false },
      path: '{{ .folder }}',
      repoURL: repository,
      targetRevision: branch,
    },
    syncPolicy: {
      automated: { allowEmpty: false, prune: true, selfHeal: true },
      retry: RETRY,
      syncOptions: [
        'CreateNamespace={{ .createNamespace }}',
        'FailOnSharedResource=true',
        'PruneLast=true',
        'PrunePropagationPolicy=foreground',
        'RespectIgnoreDifferences=true',
        'ServerSideApply=true',
      ],
    },
  };
}
