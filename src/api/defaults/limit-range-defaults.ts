import { each, type Fields, fill, own, ownFields, put, within } from './fill.ts';

/**
 * A LimitRange as the API server completes it: a container's limit is at most what is allowed, and its
 * request is its limit, or else the least allowed.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go
 */
export function limitRangeDefaults(range: Fields): Fields {
  return within(range, 'spec', (spec) => each(spec, 'limits', limitDefaults));
}

function limitDefaults(limit: Fields): Fields {
  if (own(limit, 'type') !== 'Container') return limit;
  const most = fill(ownFields(limit, 'default') ?? NOTHING, ownFields(limit, 'max') ?? NOTHING);
  const request = fill(fill(ownFields(limit, 'defaultRequest') ?? NOTHING, most), ownFields(limit, 'min') ?? NOTHING);
  return filled(filled(limit, 'default', most), 'defaultRequest', request);
}

function filled(limit: Fields, key: string, quantities: Fields): Fields {
  return Object.keys(quantities).length === 0 ? limit : put(limit, key, quantities);
}

const NOTHING: Fields = Object.freeze({});
