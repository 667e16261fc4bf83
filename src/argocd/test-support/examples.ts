import { type Manifest } from '../../kernel/manifest.ts';
import { type ArgocdEnvironment, type ArgocdFacts } from '../argocd-facts.ts';

/** A GitOps repository, followed by an Argo CD in the usual namespace. */
export const exampleFacts: ArgocdFacts = { repository: 'https://git.acme.example/gitops.git', branch: 'main', namespace: 'argocd', kinds: [], kindsOf: {} };

/** An environment that is its own stage, in a cluster of its name. */
export function exampleEnvironment(name: string, rest: Partial<ArgocdEnvironment> = {}): ArgocdEnvironment {
  return { name, stage: name, cluster: { name }, target: { tier: 'release' }, promotion: { requires: [] }, ...rest };
}

/** A development environment. */
export const dev = exampleEnvironment('dev', { target: { tier: 'development' } });

/** Two environments of a stage that people must approve releases for. */
export const production = ['eu', 'us'].map((region) =>
  exampleEnvironment(`production-${region}`, { stage: 'production', promotion: { requires: [{ check: 'ready' }, { check: 'approvals' }] } }),
);

/** An object of a pair, in its namespace unless it has none. */
export function exampleObject(apiVersion: string, kind: string, name: string, namespace?: string): Manifest {
  return { apiVersion, kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) } };
}
