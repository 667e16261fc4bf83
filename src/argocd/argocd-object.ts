import { type Manifest } from '../kernel/manifest.ts';

const API_VERSION = 'argoproj.io/v1alpha1';

/** Makes Argo CD delete what an Application deployed before it goes, and keeps an AppProject while an Application is in it. */
export const RESOURCES_FINALIZER = 'resources-finalizer.argocd.argoproj.io';

/** What an object of Argo CD's own is made from. */
export interface ArgocdObjectProps {
  readonly kind: 'AppProject' | 'Application' | 'ApplicationSet';
  readonly name: string;
  readonly namespace: string;
  /** The system, or slipway itself. */
  readonly partOf: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly spec: object;
}

/** An object of Argo CD's own, with the metadata that all of them have. */
export function argocdObject({ kind, name, namespace, partOf, annotations, finalizers, spec }: ArgocdObjectProps): Manifest {
  return {
    apiVersion: API_VERSION,
    kind,
    metadata: {
      name,
      namespace,
      labels: ownLabels(partOf),
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
    },
    spec,
  };
}

/** Labels of everything that slipway renders for Argo CD itself. */
export function ownLabels(partOf: string): Record<string, string> {
  return { 'app.kubernetes.io/managed-by': 'slipway', 'app.kubernetes.io/part-of': partOf };
}

/** Annotations of what the bootstrap Application keeps: neither a commit nor a deleted parent takes it away unasked. */
export function keptAnnotations(wave: string): Record<string, string> {
  return { 'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm', 'argocd.argoproj.io/sync-wave': wave };
}
