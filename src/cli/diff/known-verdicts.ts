import { type ApiSchemas } from '../../api/schema/api-schemas.ts';
import { apiFindings } from '../../checks/api-verdict.ts';
import { type Manifest } from '../../kernel/manifest.ts';

/**
 * What the API server would refuse objects for; of a Secret, only where. A thousand systems of one shape are asked
 * about once: objects that are the same but for names of one length have one verdict, where it is that they are taken.
 */
export class KnownVerdicts {
  readonly #taken = new Set<string>();

  /** @param names what is left out of an object when it is compared with others: those of its system and environment */
  of(manifest: Manifest, names: readonly string[], kubernetes: string, schemas: ApiSchemas): readonly string[] {
    const shape = shapeOf(manifest, names, kubernetes);
    if (this.#taken.has(shape)) return [];
    const isSecret = manifest.kind === 'Secret';
    const refusals = apiFindings([manifest], { kubernetes, schemas })
      .filter(({ severity }) => severity === 'error')
      .map(({ path, message }) => (isSecret ? `${path} is not what it may be` : path === '' ? message : `${path}: ${message}`));
    if (refusals.length === 0 && this.#taken.size < MOST_KNOWN) this.#taken.add(shape);
    return refusals;
  }
}

const MOST_KNOWN = 10_000;

/** A DNS label may stand for any other of its length. */
function shapeOf(manifest: Manifest, names: readonly string[], kubernetes: string): string {
  let text = JSON.stringify(manifest);
  for (const name of names) if (/^[a-z][a-z0-9-]*[a-z0-9]$/.test(name)) text = text.replaceAll(name, '·'.repeat(name.length));
  return `${kubernetes} ${text}`;
}
