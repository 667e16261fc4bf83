import { type Dependency } from './dependency.ts';
import { type ContainerProps } from './pod-template.ts';
import { type Ready } from './ready.ts';
import { type ResourcesProps } from './resources.ts';
import { smokeScript } from './smoke-script.ts';

/** How often a workload is asked, and how long for. */
export interface SmokePatience {
  /** Right answers in a row that pass. */
  readonly inARow: number;
  /** Questions after which it has failed. */
  readonly attempts: number;
  readonly pauseSeconds: number;
  readonly answerSeconds: number;
}

/** What a container that asks a workload is made from. */
export interface SmokeContainerProps {
  readonly name: string;
  /** The probe image of the target. */
  readonly image: string;
  /** Address of the Service: `http://app:3000`. */
  readonly url: string;
  readonly ready: Ready;
  /** The version that must answer. */
  readonly version: string;
  /** Whose pods answer, for the edge to them. */
  readonly asks: Pick<Dependency, 'name' | 'endpoints'>;
  readonly patience: SmokePatience;
  /** @default what a shell and curl need */
  readonly resources?: ResourcesProps | undefined;
}

/** What a shell and curl need. */
export const SMOKE_RESOURCES: ResourcesProps = { cpu: '10m', memory: '64Mi', ephemeralStorage: '32Mi', limits: { cpu: '100m', ephemeralStorage: '64Mi' } };

/** A container that asks a workload whether it is ready, several times in a row, and in which version; it ends with 0 when it is. */
export function smokeContainer({ name, image, url, ready, version, asks, patience, resources = SMOKE_RESOURCES }: SmokeContainerProps): ContainerProps {
  const { by } = ready.version;
  return {
    name,
    image,
    command: ['/bin/sh', '-c', smokeScript(by)],
    // For the edge; its variables would be the programs' own and tell the script nothing.
    uses: [{ name: asks.name, variables: {}, endpoints: asks.endpoints }],
    env: {
      SMOKE_ATTEMPTS: String(patience.attempts),
      ...(by === 'none' ? {} : { SMOKE_FIELD: smokeField(ready) }),
      SMOKE_IN_A_ROW: String(patience.inARow),
      SMOKE_PAUSE: String(patience.pauseSeconds),
      SMOKE_PROOF: by,
      SMOKE_TIMEOUT: String(patience.answerSeconds),
      SMOKE_URL: `${url}${ready.path}`,
      SMOKE_VERSION: version,
    },
    resources,
  };
}

/** Where in the answer the version stands: name of the header, or path into the JSON body. */
export function smokeField({ version }: Ready): string {
  return version.by === 'header' ? version.name.toLowerCase() : version.by === 'json' ? version.path : '';
}
