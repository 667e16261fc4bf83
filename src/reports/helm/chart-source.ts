import { type Json, type Manifest } from '../../kernel/manifest.ts';

/** A system as all its environments render it: what its charts are made from. */
export interface ChartSource {
  readonly system: string;
  /** By name, at least one. */
  readonly environments: readonly { readonly name: string; readonly manifests: readonly Manifest[] }[];
}

/** A file of a chart. */
export interface ChartFile {
  /** Below the folder of the umbrella chart, with forward slashes: `charts/app/templates/Service-app.yaml`. */
  readonly path: string;
  readonly text: string;
}

/** What one place of an object holds in each environment that has it. */
export type Variants<Value = Json> = ReadonlyMap<string, Value>;

/** What every file of a chart carries, so that files that slipway wrote are known from other people's. */
export const CHART_MARK = 'Written by "slipway synth --format helm"';

/** The component of what belongs to the system as a whole: it stands in the umbrella chart itself. */
export const SYSTEM_COMPONENT = 'system';
