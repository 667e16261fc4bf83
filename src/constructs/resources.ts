import { type ResourceRequirements } from '../../imports/kubernetes.ts';
import { canonicalQuantity, compareQuantity } from '../kernel/quantity.ts';
import { type PropCheck } from './prop-check.ts';

/** What a container may have, by resource, as Kubernetes quantities. */
export interface ResourceAmounts {
  /** Cores: `500m`, `2`. */
  readonly cpu?: string | undefined;
  /** Bytes: `512Mi`. */
  readonly memory?: string | undefined;
  /** Bytes on the node's disk, for logs and scratch directories: `1Gi`. */
  readonly ephemeralStorage?: string | undefined;
}

/** What a container is promised, and what it may not exceed. */
export interface ResourcesProps extends ResourceAmounts {
  /**
   * @default cpu: the request, at least one core, so that starting up is not throttled; memory: the
   * request, because memory cannot be taken back; ephemeral storage: the request, at least 1Gi
   */
  readonly limits?: ResourceAmounts | undefined;
}

/** What a container is promised that asks for nothing. */
export const DEFAULT_RESOURCES: Readonly<Record<keyof ResourceAmounts, string>> = { cpu: '100m', memory: '256Mi', ephemeralStorage: '256Mi' };

type Resource = keyof ResourceAmounts;

/** Least limits where none is given; memory has none, its limit is the request. */
const LEAST_LIMIT: Readonly<Record<Resource, string | undefined>> = { cpu: '1', memory: undefined, ephemeralStorage: '1Gi' };

/** Requests and limits of a container, all three resources, in canonical form. */
export function resources(check: PropCheck, props: ResourcesProps = {}): ResourceRequirements {
  const cpu = amounts(check, props, 'cpu');
  const memory = amounts(check, props, 'memory');
  const storage = amounts(check, props, 'ephemeralStorage');
  return {
    limits: { cpu: cpu.limit, 'ephemeral-storage': storage.limit, memory: memory.limit },
    requests: { cpu: cpu.request, 'ephemeral-storage': storage.request, memory: memory.request },
  };
}

function amounts(check: PropCheck, props: ResourcesProps, resource: Resource): { request: string; limit: string } {
  const request = canonical(check, resource, props[resource]) ?? DEFAULT_RESOURCES[resource];
  const given = canonical(check, `limits.${resource}`, props.limits?.[resource]);
  if (given === undefined) return { request, limit: larger(request, LEAST_LIMIT[resource] ?? request) };
  if (compareQuantity(given, request) >= 0) return { request, limit: given };
  check.add(`limits.${resource}`, `the limit ${given} is below the request ${request}`, {
    allowed: `${request} or more`,
    fix: `${resource}: ${request}`,
  });
  return { request, limit: request };
}

function canonical(check: PropCheck, prop: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const quantity = check.attempt(prop, () => canonicalQuantity(text));
  const least = prop.endsWith('cpu') ? '1m' : '1Mi';
  if (quantity === undefined || compareQuantity(quantity, least) >= 0) return quantity;
  // 500m of memory is half a byte: the suffix of cores on a number of bytes.
  const meant = /^([1-9][0-9]*)m$/.exec(quantity)?.[1];
  check.add(prop, `a container cannot run on ${quantity}`, {
    allowed: `${least} or more`,
    fix: `${prop.slice(prop.lastIndexOf('.') + 1)}: ${meant === undefined ? DEFAULT_RESOURCES[prop.replace('limits.', '') as Resource] : `${meant}Mi`}`,
  });
  return undefined;
}

function larger(a: string, b: string): string {
  return compareQuantity(a, b) >= 0 ? a : b;
}
