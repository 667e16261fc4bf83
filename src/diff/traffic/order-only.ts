import { type Fields, isFields, own, ownList } from '../../api/defaults/fill.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { fieldsAt } from '../immutable-field.ts';
import { type FoundImpact, type ImpactSubject } from '../impact-rule.ts';
import { textOf } from '../text-of.ts';

/** Differences that are in the order of a list alone, and what the order means to whoever reads it. */
export interface OrderOnly {
  readonly paths: readonly string[];
  readonly found: readonly FoundImpact[];
}

/** What differs in order alone: the ports of a Service, the rules and paths of an Ingress. */
export function orderOnly(subject: ImpactSubject): OrderOnly {
  if (subject.kind === '/Service') return ofPorts(subject);
  return subject.kind === 'networking.k8s.io/Ingress' ? ofRules(subject) : NOTHING;
}

const NOTHING: OrderOnly = { paths: [], found: [] };

/** A Service finds its ports by number and name; only the variables `<NAME>_SERVICE_PORT` and `<NAME>_PORT` of new pods hold the first. */
function ofPorts({ title, before, after, differences }: ImpactSubject): OrderOnly {
  const paths = differences.filter(({ kind, steps }) => kind === 'reordered' && steps.length === 2 && steps[1] === 'ports').map(({ path }) => path);
  if (paths.length === 0) return NOTHING;
  const [was, is] = [before, after].map((service) => ownList(fieldsAt(service!, 'spec'), 'ports')[0]);
  if (JSON.stringify(was) === JSON.stringify(is)) return { paths, found: [] };
  const reason = `${title} routes as before; only the variables of new pods, and load balancers that ask the first port for health, see another first port`;
  return { paths, found: [{ risk: 'low', direction: 'other', reason, paths, source: 'https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables' }] };
}

const PRECEDENCE = 'https://kubernetes.io/docs/concepts/services-networking/ingress/#multiple-matches';

/** Exact and longer paths come first wherever they stand. Only where a controller is free to match as it likes may the order count. */
function ofRules({ title, before, after, differences }: ImpactSubject): OrderOnly {
  const paths = differences.filter(({ steps }) => steps[0] === 'spec' && steps[1] === 'rules').map(({ path }) => path);
  const [was, is] = [before, after].map((ingress) => routesOf(ingress!));
  if (paths.length === 0 || was === undefined || is === undefined || was.length !== is.length) return NOTHING;
  const held = new Set(is.map(({ text }) => text));
  if (!was.every(({ text }) => held.has(text))) return NOTHING;
  if (!was.some(({ isFree }) => isFree)) return { paths, found: [] };
  return { paths, found: [{ risk: 'medium', direction: 'other', reason: `${title} holds the same paths in another order, which its controller may go by where it matches them as it likes (ImplementationSpecific)`, paths, source: PRECEDENCE }] };
}

interface Route {
  readonly text: string;
  /** Whether the controller decides what it matches. */
  readonly isFree: boolean;
}

/** Every route on its own; undefined where two match the same, so that the first of them counts. */
function routesOf(ingress: Manifest): readonly Route[] | undefined {
  const routes: Route[] = [];
  const matches = new Set<string>();
  for (const rule of ownList(fieldsAt(ingress, 'spec'), 'rules').filter(isFields)) {
    const paths = ownList(fieldsAt(rule, 'http'), 'paths').filter(isFields);
    for (const path of paths.length === 0 ? [NO_PATH] : paths) {
      const match = JSON.stringify([textOf(own(rule, 'host') ?? ''), own(path, 'path') ?? '', own(path, 'pathType') ?? '']);
      if (matches.has(match)) return undefined;
      matches.add(match);
      routes.push({ text: `${match}${sortedText(path)}`, isFree: own(path, 'pathType') !== 'Exact' && own(path, 'pathType') !== 'Prefix' && path !== NO_PATH });
    }
  }
  return routes;
}

const NO_PATH: Fields = {};

/** A value as text, whatever the order of its fields. */
function sortedText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedText).join(',')}]`;
  if (!isFields(value)) return JSON.stringify(value ?? null);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${sortedText(value[key])}`).join(',')}}`;
}
