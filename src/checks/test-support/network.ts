import { container, object, podSpec } from './manifests.ts';

/** A JSON object, loosely typed. */
type Loose = Readonly<Record<string, unknown>>;

/** A Deployment whose pods have the label `app` of its name, and a port `http`; the fields are its pod's spec, `pod` their metadata. */
export function app(name: string, { metadata, ...fields }: Loose = {}, port = 8080): Loose {
  const labels = { app: name };
  const template = { metadata: { ...(metadata as Loose), labels: { ...labels, ...((metadata as Loose | undefined)?.['labels'] as Loose) } }, spec: podSpec({ serviceAccountName: name, containers: [container({ name, ports: [{ name: 'http', containerPort: port }] })], ...fields }) };
  return object('apps/v1', 'Deployment', name, { spec: { selector: { matchLabels: labels }, template } });
}

/** A container of {@link app} with variables. */
export function withVariables(name: string, env: Readonly<Record<string, string>>): Loose {
  return { containers: [container({ name, env: Object.entries(env).map(([key, value]) => ({ name: key, value })) })] };
}

/** A Service of the pods of {@link app} of the same name. */
export function serviceOf(name: string, port = 80, targetPort: unknown = 'http'): Loose {
  return object('v1', 'Service', name, { spec: { selector: { app: name }, ports: [{ port, targetPort }] } });
}

/** A NetworkPolicy for the pods of {@link app} of that name, or of all. */
export function policy(name: string, of: string | undefined, spec: Loose): Loose {
  return object('networking.k8s.io/v1', 'NetworkPolicy', name, { spec: { podSelector: of === undefined ? {} : { matchLabels: { app: of } }, ...spec } });
}

/** Nothing in, nothing out. */
export const DENY = policy('deny', undefined, { policyTypes: ['Egress', 'Ingress'] });

/** The half of an edge that lets the caller out. */
export function out(from: string, to: string, port: unknown = 8080): Loose {
  return policy(`${from}-to-${to}-egress`, from, { policyTypes: ['Egress'], egress: [{ ports: [{ port, protocol: 'TCP' }], to: [{ podSelector: { matchLabels: { app: to } } }] }] });
}

/** The half of an edge that lets the caller in. */
export function into(to: string, from: string, port: unknown = 8080): Loose {
  return policy(`${from}-to-${to}-ingress`, to, { policyTypes: ['Ingress'], ingress: [{ ports: [{ port, protocol: 'TCP' }], from: [{ podSelector: { matchLabels: { app: from } } }] }] });
}
