import { claimSpecDefaults } from './claim-defaults.ts';
import { fieldRefDefaults } from './container-defaults.ts';
import { each, type Fields, fill, own, put, within } from './fill.ts';
import { imagePullPolicyOf } from './image-pull-policy.ts';
import { volumeSourceDefaults } from './volume-source-defaults.ts';

/**
 * A pod's volume as the API server completes it. A volume of no sort is an `emptyDir`.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go
 */
export function volumeDefaults(volume: Fields): Fields {
  if (!hasSource(volume)) return put(volume, 'emptyDir', NOTHING);
  let result = volumeSourceDefaults(volume);
  result = within(result, 'secret', modeDefaults);
  result = within(result, 'configMap', modeDefaults);
  result = within(result, 'downwardAPI', downwardDefaults);
  result = within(result, 'projected', projectedDefaults);
  result = within(result, 'image', imageDefaults);
  return within(result, 'ephemeral', ephemeralDefaults);
}

const NOTHING: Fields = Object.freeze({});
const MODE = { defaultMode: 0o644 };

function hasSource(volume: Fields): boolean {
  for (const key in volume) if (key !== 'name' && own(volume, key) !== undefined) return true;
  return false;
}

function modeDefaults(source: Fields): Fields {
  return fill(source, MODE);
}

function downwardDefaults(source: Fields): Fields {
  return each(fill(source, MODE), 'items', downwardItemDefaults);
}

function downwardItemDefaults(item: Fields): Fields {
  return within(item, 'fieldRef', fieldRefDefaults);
}

function projectedDefaults(source: Fields): Fields {
  return each(fill(source, MODE), 'sources', projectionDefaults);
}

function projectionDefaults(source: Fields): Fields {
  let result = within(source, 'serviceAccountToken', tokenDefaults);
  result = within(result, 'podCertificate', certificateDefaults);
  return within(result, 'downwardAPI', (inner) => each(inner, 'items', downwardItemDefaults));
}

function tokenDefaults(token: Fields): Fields {
  return fill(token, TOKEN);
}

const TOKEN = { expirationSeconds: 3600 };

function certificateDefaults(certificate: Fields): Fields {
  return fill(certificate, CERTIFICATE);
}

const CERTIFICATE = { maxExpirationSeconds: 86_400 };

function imageDefaults(image: Fields): Fields {
  const policy = own(image, 'pullPolicy');
  return policy === undefined || policy === '' ? put(image, 'pullPolicy', imagePullPolicyOf(own(image, 'reference'))) : image;
}

function ephemeralDefaults(source: Fields): Fields {
  return within(source, 'volumeClaimTemplate', (template) => within(template, 'spec', claimSpecDefaults));
}

