import { dirname, sep } from 'node:path';
import { type Manifest } from '../../kernel/manifest.ts';
import { type ReadObject } from './read-documents.ts';

/** An object, and the file that it stands in. */
export interface PlacedObject extends ReadObject {
  readonly file: string;
  /** Whether it is only there for others to refer to. */
  readonly isContext: boolean;
}

/** Objects that are in one cluster together: what they refer to is looked for among them. */
export interface Installation {
  readonly objects: PlacedObject[];
  /** Whether slipway rendered them, all that belongs together, so that everything it promises of them can be asked. */
  readonly isOwn: boolean;
  /** Where it is known. */
  readonly environment: string | undefined;
  /** Where it is known. */
  readonly system: string | undefined;
}

/** Where a file was found. */
export interface FoundIn {
  readonly file: string;
  readonly path: string | undefined;
  readonly argument: number;
  readonly isNamed: boolean;
  readonly isContext?: boolean;
}

/** What objects are judged together. */
export class Installations {
  readonly #byKey = new Map<string, Installation>();
  readonly #dist: string | undefined;
  readonly #isAllOwn: boolean;

  /**
   * @param dist real path of the project's `dist`, where there is one
   * @param isAllOwn whether all of it is slipway's, whatever its labels say
   */
  constructor(dist: string | undefined, isAllOwn = false) {
    this.#dist = dist;
    this.#isAllOwn = isAllOwn;
  }

  add(found: FoundIn, object: ReadObject): void {
    const { key, ...rest } = this.#homeOf(found, object.manifest);
    let home = this.#byKey.get(key);
    if (home === undefined) this.#byKey.set(key, (home = { ...rest, objects: [] }));
    home.objects.push({ ...object, file: found.file, isContext: found.isContext === true });
  }

  /** In the order in which their first objects came. */
  get all(): readonly Installation[] {
    return [...this.#byKey.values()];
  }

  #homeOf({ file, path, argument, isNamed }: FoundIn, manifest: Manifest): { key: string } & Omit<Installation, 'objects'> {
    const [first, second, ...more] = this.#dist === undefined || path?.startsWith(`${this.#dist}${sep}`) !== true ? [] : path.slice(this.#dist.length + 1).split(sep);
    if (first === 'argocd') return { key: 'dist\0argocd', isOwn: true, environment: undefined, system: undefined };
    if (first !== undefined && more.length === 1) return { key: `dist\0${first}\0${second}`, isOwn: true, environment: first, system: second };
    const { instance, system, isManaged } = labelsOf(manifest);
    // What a single file refers to lies beside it.
    const isPart = isNamed && path !== undefined;
    if ((!isManaged || isPart) && !this.#isAllOwn) return { key: `argument\0${argument}`, isOwn: false, environment: undefined, system: undefined };
    // An instance is called <system>-<environment>.
    const environment = system !== undefined && instance.startsWith(`${system}-`) ? instance.slice(system.length + 1) : undefined;
    return { key: `own\0${dirname(file)}\0${instance}`, isOwn: true, environment, system };
  }
}

function labelsOf({ metadata }: Manifest): { readonly instance: string; readonly system: string | undefined; readonly isManaged: boolean } {
  const labels: unknown = metadata.labels;
  const label = (name: string): string | undefined => {
    const value = typeof labels === 'object' && labels !== null && Object.hasOwn(labels, name) ? (labels as Record<string, unknown>)[name] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return { instance: label('app.kubernetes.io/instance') ?? '', system: label('app.kubernetes.io/part-of'), isManaged: label('app.kubernetes.io/managed-by') === 'slipway' };
}
