import { type Dependency, type Endpoint } from './dependency.ts';
import { PropCheck } from './prop-check.ts';
import { VARIABLE_NAME, checkFormat } from './prop-format.ts';
import { type PinnedImage } from './release.ts';
import { type System } from './system.ts';
import { type Variables } from './variable.ts';

/** What a program tells of itself. */
export interface TelemetryProps {
  /** The component: `OTEL_SERVICE_NAME`. */
  readonly service: string;
  /** Image that the program runs; its version is told. */
  readonly image: PinnedImage;
  /** Variables for Loki's push address and Tempo's address, where the program reads them. @default none */
  readonly variables?: { readonly loki?: string | undefined; readonly tempo?: string | undefined } | undefined;
}

/**
 * The collectors of the target as a dependency of one component: `OTEL_*` variables and an edge for
 * each port. Where the target collects nothing it is empty, so that a system names it in `uses`
 * everywhere, and a program that cannot do without it says so in its contract.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 * @throws UserError for names that are none
 */
export function telemetry(system: System, { service, image, variables: names = {} }: TelemetryProps): Dependency {
  const check = new PropCheck(`${service}.telemetry`);
  checkFormat(check, 'variables.loki', names.loki, VARIABLE_NAME);
  checkFormat(check, 'variables.tempo', names.tempo, VARIABLE_NAME);
  check.throwIfAny();
  const facts = system.target.telemetry;
  if (facts === undefined) return { name: NAME, variables: {}, endpoints: [] };
  const { otlp, loki, tempo, to } = facts;
  const used = [otlp, ...(names.loki === undefined ? [] : [loki]), ...(names.tempo === undefined ? [] : [tempo])].filter((url) => url !== undefined);
  const ports = [...new Set(used.map(portOf))].sort((a, b) => a - b);
  const variables: Variables = {
    OTEL_EXPORTER_OTLP_ENDPOINT: otlp,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    OTEL_RESOURCE_ATTRIBUTES: attributes({
      'deployment.environment.name': system.instance,
      'k8s.namespace.name': system.namespaceName,
      'service.namespace': system.systemName,
      'service.version': image.version,
    }),
    OTEL_SERVICE_NAME: service,
    ...(names.loki === undefined || loki === undefined ? {} : { [names.loki]: loki }),
    ...(names.tempo === undefined || tempo === undefined ? {} : { [names.tempo]: tempo }),
  };
  return { name: NAME, variables, endpoints: ports.map((port): Endpoint => ({ port, protocol: 'TCP', peer: to })) };
}

const NAME = 'telemetry';

/** `key=value` with commas between; what would end a value is percent-encoded. @see https://opentelemetry.io/docs/specs/otel/resource/sdk/#specifying-resource-information-via-an-environment-variable */
function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join(',');
}

function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}
