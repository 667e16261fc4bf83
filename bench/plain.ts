import { App, YamlOutputType } from 'cdk8s';
import { readFileSync } from 'node:fs';
import { System, type SystemProps } from '../src/constructs/system.ts';
import { type BuildInput } from '../src/render/system-definition.ts';
import { shops } from './shop.ts';

/** A pair of system and environment, its overlay read and parsed beforehand. */
export interface ParsedPair {
  readonly system: string;
  readonly environment: string;
  readonly input: BuildInput<unknown>;
}

/** Makes one cdk8s App of all pairs, a chart each, as a user of plain cdk8s would. */
export function plainApp(pairs: readonly ParsedPair[], outdir: string, yamlOutputType: YamlOutputType): App {
  const app = new App({ outdir, yamlOutputType });
  const builds = new Map(shops(pairs.length).map((definition) => [definition.name, definition]));
  for (const { system, environment, input } of pairs) {
    const instance = `${system}-${environment}`;
    const props: SystemProps = { name: system, instance, target: input.target, release: input.release };
    builds.get(system)!.build(new System(app, instance, props), input);
  }
  return app;
}

/** The program that is measured: `plain.cjs <pairs.json> <outdir> <chart|folder>`. */
export function main([pairs, outdir, mode]: readonly string[]): void {
  const type = mode === 'folder' ? YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE : YamlOutputType.FILE_PER_CHART;
  plainApp(JSON.parse(readFileSync(pairs!, 'utf8')) as ParsedPair[], outdir!, type).synth();
}
