import { each, type Fields, fill, fillZero, own, ownFields, put, within } from './fill.ts';
import { imagePullPolicyOf } from './image-pull-policy.ts';

/**
 * A container as the API server completes it: its ports, probes, hooks, environment and messages.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go
 */
export function containerDefaults(container: Fields): Fields {
  let result = fillZero(container, MESSAGES);
  const policy = own(result, 'imagePullPolicy');
  if (policy === undefined || policy === '') result = put(result, 'imagePullPolicy', imagePullPolicyOf(own(result, 'image')));
  result = each(result, 'ports', portDefaults);
  result = each(result, 'env', envDefaults);
  for (const probe of PROBES) result = within(result, probe, probeDefaults);
  return within(result, 'lifecycle', lifecycleDefaults);
}

const MESSAGES = { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' };
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const PORT = { protocol: 'TCP' };

function portDefaults(port: Fields): Fields {
  return fillZero(port, PORT);
}

function envDefaults(variable: Fields): Fields {
  return ownFields(variable, 'valueFrom') === undefined ? variable : within(variable, 'valueFrom', sourceDefaults);
}

function sourceDefaults(source: Fields): Fields {
  return within(within(source, 'fieldRef', fieldRefDefaults), 'fileKeyRef', fileKeyDefaults);
}

/** A reference to a field of the pod itself. */
export function fieldRefDefaults(reference: Fields): Fields {
  return fillZero(reference, FIELD_REF);
}

const FIELD_REF = { apiVersion: 'v1' };

function fileKeyDefaults(reference: Fields): Fields {
  return fill(reference, FILE_KEY);
}

const FILE_KEY = { optional: false };

function probeDefaults(probe: Fields): Fields {
  return handlerDefaults(fillZero(probe, PROBE));
}

const PROBE = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };

function lifecycleDefaults(lifecycle: Fields): Fields {
  return within(within(lifecycle, 'postStart', handlerDefaults), 'preStop', handlerDefaults);
}

function handlerDefaults(handler: Fields): Fields {
  return within(within(handler, 'httpGet', httpGetDefaults), 'grpc', grpcDefaults);
}

function httpGetDefaults(request: Fields): Fields {
  return fillZero(request, HTTP_GET);
}

const HTTP_GET = { path: '/', scheme: 'HTTP' };

function grpcDefaults(request: Fields): Fields {
  return fill(request, GRPC);
}

const GRPC = { service: '' };
