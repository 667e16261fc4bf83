import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest } from '../src/kernel/manifest.ts';
import { readManifests } from '../src/kernel/yaml-reader.ts';
import { type ChartSource } from '../src/reports/helm/chart-source.ts';

/** Every system as `dist` has it in all its environments, without rendering anything. */
export function distSystems(dist: string): ChartSource[] {
  const environments = foldersIn(dist).filter((name) => name !== 'argocd');
  const systems = [...new Set(environments.flatMap((environment) => foldersIn(join(dist, environment))))].sort();
  return systems.map((system) => ({
    system,
    environments: environments.filter((name) => existsSync(join(dist, name, system))).map((name) => ({ name, manifests: manifestsIn(join(dist, name, system)) })),
  }));
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function manifestsIn(folder: string): Manifest[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => readManifests(readFileSync(join(folder, name), 'utf8'), name).manifests.map(({ value }) => value));
}
