/** Who calls, as a mesh tells callers apart. */
export type MeshCaller =
  | { readonly kind: 'account'; readonly name: string }
  | {
      readonly kind: 'namespace';
      readonly name: string;
      /** Whether it may come without its identity all the same: a proxy of Istio passes on what is dialled by a pod's address. */
      readonly plain?: true;
    }
  /** Without a proxy, and so without an identity; network policies alone say which pods these are. */
  | { readonly kind: 'outside' };

/** An edge that ends at pods in the mesh. */
export interface MeshEdge {
  /** What the edge's objects are called. */
  readonly name: string;
  readonly caller: MeshCaller;
  /** The component that answers. */
  readonly to: string;
  readonly port: number;
}
