import { type ServiceAccountTokenProjection, type VolumeProjection } from '../../../../../imports/kubernetes.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Finding, type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { itemsOf } from '../../config/items-of.ts';
import { forbidden, invalid, required } from '../../field-error.ts';
import { downwardFileFindings } from './downward-file.ts';
import { keyPathFindings, modeFindings } from './key-path-item.ts';
import { localPathErrors } from './volume-path.ts';
import { sourceFindings } from './volumes-of.ts';

/** Sources behind a feature gate are dropped where it is off, which it is at first. */
const SOURCES = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken'] as const;

export const projectedVolumeIsValid: Rule = {
  id: 'projected-volume-is-valid',
  severity: 'error',
  why: 'the API server refuses a projected volume with unnamed sources, two files at one path, or a token that lives for under ten minutes',
  source: 'https://kubernetes.io/docs/concepts/storage/projected-volumes/',
  kinds: POD_KINDS,
  keys: ['projected'],
  *check(subject) {
    yield* sourceFindings(subject, 'projected', function* ({ defaultMode, sources }, path) {
      yield* modeFindings(defaultMode, `${path}.defaultMode`);
      const files = new Set<string>();
      for (const { path: at, item } of itemsOf(sources, `${path}.sources`)) {
        for (const kind of ['secret', 'configMap'] as const) {
          const source = item[kind];
          if (source === undefined) continue;
          if (!source.name) yield required(`${at}.${kind}.name`, `name the ${kind === 'secret' ? 'Secret' : 'ConfigMap'}`);
          yield* keyPathFindings(source.items, `${at}.${kind}.items`);
        }
        if (item.downwardAPI !== undefined) yield* downwardFileFindings(item.downwardAPI.items, `${at}.downwardAPI`);
        if (item.serviceAccountToken !== undefined) yield* tokenFindings(item.serviceAccountToken, `${at}.serviceAccountToken`, path);
        for (const file of filesOf(item)) {
          if (files.has(file)) yield invalid(path, file, 'conflicting duplicate paths');
          files.add(file);
        }
        if (SOURCES.filter((kind) => item[kind] !== undefined).length > 1) yield forbidden(at, 'may not specify more than 1 volume type per source');
      }
    });
  },
};

function* tokenFindings({ expirationSeconds = 3600, path: file = '' }: Partial<ServiceAccountTokenProjection>, path: string, volume: string): Iterable<Finding> {
  if (expirationSeconds < 600) yield invalid(`${path}.expirationSeconds`, expirationSeconds, 'may not specify a duration less than 10 minutes');
  if (expirationSeconds > 2 ** 32) yield invalid(`${path}.expirationSeconds`, expirationSeconds, 'may not specify a duration larger than 2^32 seconds');
  // The server's path is that of the volume.
  if (file === '') yield required(`${volume}.path`, 'name the file of the token');
  else yield* eachInvalid(`${volume}.path`, file, localPathErrors(file));
}

/** The files among which no two may be one; the server leaves out that of a token. */
function filesOf({ secret, configMap, downwardAPI }: Partial<VolumeProjection>): readonly string[] {
  const items = [...(secret?.items ?? []), ...(configMap?.items ?? []), ...(downwardAPI?.items ?? [])];
  return items.map(({ path }) => path).filter((path) => Boolean(path));
}
