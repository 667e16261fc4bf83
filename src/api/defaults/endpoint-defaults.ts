import { each, type Fields, fill, fillZero } from './fill.ts';

/**
 * An EndpointSlice as the API server completes it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/discovery/v1/defaults.go
 */
export function endpointSliceDefaults(slice: Fields): Fields {
  return each(slice, 'ports', (port) => fill(port, SLICE_PORT));
}

/** An Endpoints as the API server completes it. */
export function endpointsDefaults(endpoints: Fields): Fields {
  return each(endpoints, 'subsets', (subset) => each(subset, 'ports', (port) => fillZero(port, PORT)));
}

const PORT = { protocol: 'TCP' };
const SLICE_PORT = { name: '', protocol: 'TCP' };
