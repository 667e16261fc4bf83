import { type LoadedOverlays } from '../src/overlays/load.ts';
import { pairContracts } from '../src/render/render-pair.ts';
import { type SystemDefinition } from '../src/index.ts';

/** What the contract of one container in one environment calls secret. */
export interface SecretsOfContract {
  readonly environment: string;
  readonly system: string;
  readonly component: string;
  readonly secrets: readonly string[];
}

/** The contracts of all pairs. */
export function contractsOf({ pairs }: LoadedOverlays, systems: readonly SystemDefinition[]): SecretsOfContract[] {
  const definitions = new Map(systems.map((definition) => [definition.name, definition]));
  return pairs.flatMap((pair) =>
    pairContracts(definitions.get(pair.system)!, pair).map(({ component, contract }) => ({ environment: pair.environment, system: pair.system, component, secrets: contract.secrets ?? [] })),
  );
}
