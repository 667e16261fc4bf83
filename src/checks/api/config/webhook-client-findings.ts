import { type WebhookClientConfig } from '../../../../imports/kubernetes.ts';
import { type Finding } from '../../rule.ts';
import { required } from '../field-error.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { portNumberErrors } from '../syntax/port.ts';
import { eachInvalid } from './each-invalid.ts';

/** What is wrong with how the API server is to reach a webhook. */
export function* webhookClientFindings({ url, service }: Partial<WebhookClientConfig>, path: string): Iterable<Finding> {
  const hasUrl = url !== undefined && url !== null;
  if (hasUrl === Boolean(service)) yield required(path, 'exactly one of url or service is required');
  else if (hasUrl) yield* eachInvalid(`${path}.url`, url, urlErrors(url));
  else if (service) {
    if (!service.name) yield required(`${path}.service.name`, 'name the Service');
    if (!service.namespace) yield required(`${path}.service.namespace`, 'name the namespace of the Service');
    const port = service.port ?? 443;
    yield* eachInvalid(`${path}.service.port`, port, portNumberErrors(port));
    yield* eachInvalid(`${path}.service.path`, service.path, pathErrors(service.path ?? ''));
  }
}

function urlErrors(url: string): readonly string[] {
  const [, scheme = '', authority = '', query = '', fragment = ''] = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/([^/?#]*))?[^?#]*(?:\?([^#]*))?(?:#(.*))?$/s.exec(url) ?? [];
  const errors: string[] = [];
  if (scheme.toLowerCase() !== 'https') errors.push('must begin with https://');
  if (authority.slice(authority.lastIndexOf('@') + 1) === '') errors.push('must have a host');
  if (authority.includes('@')) errors.push('must have no user');
  if (fragment !== '') errors.push('must have no fragment');
  if (query !== '') errors.push('must have no query');
  return errors;
}

function pathErrors(path: string): readonly string[] {
  if (path === '' || path === '/') return [];
  if (path === '//') return ['segment 0 may not be empty'];
  const steps = path.slice(1).replace(/\/$/, '').split('/');
  const errors = path.startsWith('/') ? [] : ['must start with "/"'];
  return [...errors, ...steps.flatMap((step, index) => (step === '' ? [`segment ${index} may not be empty`] : dnsSubdomainErrors(step).map((error) => `segment ${index} ${error}`)))];
}
