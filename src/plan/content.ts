import { at, fieldsAt, isFields, listAt, textAt } from '../checks/field.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { inKeyOrder } from '../kernel/in-key-order.ts';
import { identityKey, type Manifest } from '../kernel/manifest.ts';

/** What of a kind decides the content that pods read; of any other, everything but its metadata. */
const CONTENT: ReadonlyMap<string, (manifest: Manifest) => unknown> = new Map<string, (manifest: Manifest) => unknown>([
  ['/ConfigMap', (manifest) => [fieldsAt(manifest, 'data'), fieldsAt(manifest, 'binaryData')]],
  ['/Secret', (manifest) => ({ ...fieldsAt(manifest, 'data'), ...encoded(fieldsAt(manifest, 'stringData')) })],
  ['external-secrets.io/ExternalSecret', externalSecret],
  ['secrets-store.csi.x-k8s.io/SecretProviderClass', (manifest) => [at(manifest, 'spec', 'provider'), fieldsAt(manifest, 'spec', 'parameters'), listAt(manifest, 'spec', 'secretObjects').map((each) => [at(each, 'secretName'), listAt(each, 'data')])]],
  ['bitnami.com/SealedSecret', (manifest) => [fieldsAt(manifest, 'spec', 'encryptedData'), fieldsAt(manifest, 'spec', 'template', 'data')]],
  ['cert-manager.io/Certificate', (manifest) => less(fieldsAt(manifest, 'spec'), ['duration', 'renewBefore', 'renewBeforePercentage', 'revisionHistoryLimit', 'secretTemplate'])],
]);

/** A text for what pods read of a ConfigMap, a Secret or its source: the same for the same, however it is labelled, renewed or written. */
export function contentOf(manifest: Manifest): string {
  let text = CONTENTS.get(manifest);
  if (text === undefined) {
    const of = CONTENT.get(kindOf(manifest)) ?? ((other: Manifest) => less({ ...other }, ['metadata']));
    CONTENTS.set(manifest, (text = JSON.stringify(inKeyOrder(of(manifest)))));
  }
  return text;
}

const CONTENTS = new WeakMap<Manifest, string>();

/**
 * The names under which a ConfigMap, a Secret or its source gives its content; undefined where only who makes it knows.
 *
 * @param name of the Secret that is made
 */
export function keysOf(manifest: Manifest, name: string): ReadonlySet<string> | undefined {
  switch (kindOf(manifest)) {
    case '/ConfigMap':
      return new Set([...Object.keys(fieldsAt(manifest, 'data')), ...Object.keys(fieldsAt(manifest, 'binaryData'))]);
    case '/Secret':
      // The control plane fills it.
      if (manifest['type'] === 'kubernetes.io/service-account-token') return undefined;
      return new Set([...Object.keys(fieldsAt(manifest, 'data')), ...Object.keys(fieldsAt(manifest, 'stringData'))]);
    case 'external-secrets.io/ExternalSecret':
      return keysOfExternal(manifest);
    case 'bitnami.com/SealedSecret':
      return new Set([...Object.keys(fieldsAt(manifest, 'spec', 'encryptedData')), ...Object.keys(fieldsAt(manifest, 'spec', 'template', 'data'))]);
    case 'secrets-store.csi.x-k8s.io/SecretProviderClass':
      return new Set(listAt(manifest, 'spec', 'secretObjects').flatMap((each) => (textAt(each, 'secretName') === name ? listAt(each, 'data').flatMap((item) => textAt(item, 'key') ?? []) : [])));
    default:
      return undefined;
  }
}

/** The key of the Secret of somebody else that an ExternalSecret writes into, where it does. */
export function mergesInto(manifest: Manifest, namespace: string): string | undefined {
  if (manifest.kind !== 'ExternalSecret' || textAt(manifest, 'spec', 'target', 'creationPolicy') !== 'Merge') return undefined;
  return identityKey({ group: '', kind: 'Secret', namespace: manifest.metadata.namespace ?? namespace, name: textAt(manifest, 'spec', 'target', 'name') ?? manifest.metadata.name });
}

/** @see https://external-secrets.io/latest/guides/templating/ */
function keysOfExternal(manifest: Manifest): ReadonlySet<string> | undefined {
  const template = fieldsAt(manifest, 'spec', 'target', 'template');
  const made = Object.keys(fieldsAt(template, 'data'));
  if (listAt(template, 'templateFrom').length > 0) return undefined;
  // A template with data takes the place of what was fetched, unless it says otherwise.
  if (made.length > 0 && textAt(template, 'mergePolicy') !== 'Merge') return new Set(made);
  if (listAt(manifest, 'spec', 'dataFrom').length > 0) return undefined;
  return new Set([...listAt(manifest, 'spec', 'data').flatMap((each) => textAt(each, 'secretKey') ?? []), ...made]);
}

/** @see https://external-secrets.io/latest/api/externalsecret/ */
function externalSecret(manifest: Manifest): unknown {
  const spec = fieldsAt(manifest, 'spec');
  const template = fieldsAt(spec, 'target', 'template');
  return {
    name: textAt(spec, 'target', 'name') ?? manifest.metadata.name,
    template: [textAt(template, 'engineVersion') ?? 'v2', textAt(template, 'mergePolicy') ?? 'Replace', fieldsAt(template, 'data'), listAt(template, 'templateFrom')],
    store: { kind: 'SecretStore', ...fieldsAt(spec, 'secretStoreRef') },
    data: listAt(spec, 'data').map(plain),
    dataFrom: listAt(spec, 'dataFrom').map(plain),
  };
}

/** What says how something is fetched, less what is so anyway. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, each]) => (DEFAULTS.get(key) === each ? [] : [[key, plain(each)]])));
}

const DEFAULTS: ReadonlyMap<string, unknown> = new Map([
  ['conversionStrategy', 'Default'],
  ['decodingStrategy', 'None'],
  ['metadataPolicy', 'None'],
  ['nullBytePolicy', 'Ignore'],
]);

function encoded(texts: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, Buffer.from(String(text)).toString('base64')]));
}

function less(fields: Readonly<Record<string, unknown>>, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !names.includes(key)));
}
