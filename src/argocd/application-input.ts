import { type Json, type Manifest } from '../kernel/manifest.ts';
import { type ArgocdEnvironment, type Notification } from './argocd-facts.ts';
import { destinationOf } from './app-project.ts';
import { applicationName, projectName } from './names.ts';

/** The format of what an ApplicationSet reads to make one Application. */
export const APPLICATION_SCHEMA = 'slipway.application/v1';

/** What an ApplicationSet reads to make a pair's Application. Templates stop at a missing key, so every key is always there. */
export interface ApplicationInput {
  readonly schema: typeof APPLICATION_SCHEMA;
  /** Name of the Application. */
  readonly name: string;
  readonly system: string;
  readonly environment: string;
  readonly stage: string;
  /** Which ApplicationSet makes it. */
  readonly tier: 'development' | 'release';
  /** Name of the AppProject. */
  readonly project: string;
  /** As an Application has it; of name and server one is empty. */
  readonly destination: { readonly name: string; readonly namespace: string; readonly server: string };
  /** Where the manifests lie in the GitOps repository. */
  readonly folder: string;
  /** Whether Argo CD makes the namespace: only where the manifests hold none. */
  readonly createNamespace: boolean;
  /** Subscriptions to notifications, as annotations. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** The generator input of a pair. */
export function applicationInput(system: string, environment: ArgocdEnvironment, manifests: readonly Manifest[]): ApplicationInput & { readonly [key: string]: Json } {
  const { name: clusterName = '', namespace, server = '' } = destinationOf(system, environment);
  return {
    schema: APPLICATION_SCHEMA,
    name: applicationName({ system, environment: environment.name }),
    system,
    environment: environment.name,
    stage: environment.stage,
    tier: environment.target.tier,
    project: projectName(system, environment.stage),
    destination: { name: clusterName, namespace, server },
    folder: `${environment.name}/${system}`,
    createNamespace: !manifests.some(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Namespace'),
    annotations: subscriptions(environment.argocd?.notifications ?? []),
  };
}

/** @see https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/subscriptions/ */
function subscriptions(notifications: readonly Notification[]): Record<string, string> {
  const subscribed = new Map<string, Set<string>>();
  for (const { trigger, service, recipients } of notifications) {
    const key = `notifications.argoproj.io/subscribe.${trigger}.${service}`;
    subscribed.set(key, new Set([...(subscribed.get(key) ?? []), ...recipients]));
  }
  return Object.fromEntries([...subscribed].map(([key, recipients]) => [key, [...recipients].join(';')]));
}
