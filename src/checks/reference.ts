import { type Identity } from '../kernel/manifest.ts';

/** A name that a manifest refers to. */
export interface Reference {
  /** Where the name stands. */
  readonly path: string;
  /** The object it names. */
  readonly to: Identity;
  /**
   * When Argo CD must apply it: `before`, in a lower step, because the pod does not start without
   * it; `with`, in a lower step or the same one; `same`, in the same step exactly; `any`, whenever,
   * because nothing waits for it: a policy that names it is in force once both are there.
   */
  readonly order: 'before' | 'with' | 'same' | 'any';
  /** Kubernetes goes on without it. */
  readonly optional: boolean;
  /** It may well be there without being rendered: it belongs to the cluster or to its platform. */
  readonly outside: boolean;
}

/** Takes down a name that stands at a path, where there is one; the kind is `group/Kind`, the namespace the manifest's own unless given. */
export type AddReference = (
  path: string,
  name: string | undefined,
  kind: string,
  rest?: Partial<Omit<Reference, 'to'>> & { readonly namespace?: string | undefined },
) => void;
