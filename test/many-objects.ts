import { join } from 'node:path';
import { CliProject, ROOT } from './cli-project.ts';

/** What a project of many objects is made of. */
export interface ManyObjects {
  readonly environments: readonly string[];
  readonly systems: readonly string[];
  /** ConfigMaps of each pair. */
  readonly objects: number;
}

/**
 * A project that writes for a while. The variable VARIANT decides what it renders: every file
 * differs between variants, some files exist in one of them only.
 */
export function projectOfMany({ environments, systems, objects }: ManyObjects): CliProject {
  const from = (file: string) => JSON.stringify(join(ROOT, file));
  const project = new CliProject(`
import { ApiObject } from 'cdk8s';
import { z } from 'zod';
import { run } from ${from('src/cli/index.ts')};
import { WAVE } from ${from('src/constructs/wave.ts')};
import { defineSystem } from ${from('src/render/system-definition.ts')};

const variant = process.env['VARIANT'] ?? 'a';

function many(name: string) {
  return defineSystem({
    name,
    images: ['app'],
    overlay: z.strictObject({}),
    build(system) {
      if (variant === 'broken') throw new Error('this construct fails');
      for (let index = 0; index < ${objects}; index++) {
        const only = index % 10 === 0 ? '-' + variant : '';
        new ApiObject(system, 'map-' + index, {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: system.metadata({ name: 'map-' + index + only, wave: WAVE.foundation }),
          data: { variant, text: variant.repeat(1000 + index) },
        });
      }
    },
  });
}

export const app = run([${systems.map((name) => `many(${JSON.stringify(name)})`).join(', ')}]);
`);
  const facts = environments.map((name, order) => `  ${name}: { cluster: { name: ${name} }, domain: ${name}.acme.example, apiServer: { cidrs: [10.${order}.0.1/32] } }\n`);
  project.write(
    'overlays/environments.yaml',
    `schema: slipway.environments/v1\ndefaults:\n  kubernetes: "1.34"\n  zones: [zone-a]\n  probeImage: ghcr.io/acme/probe@sha256:${'1'.repeat(64)}\nenvironments:\n${facts.join('')}`,
  );
  for (const system of systems) {
    for (const environment of environments) {
      project.write(`overlays/${system}/${environment}.yaml`, 'schema: slipway.overlay/v1\n');
      project.write(`overlays/${system}/${environment}.release.yaml`, RELEASE);
    }
  }
  return project;
}

const RELEASE = `schema: slipway.release/v1
version: v1.0.0
source: { repository: https://git.acme.example/app, commit: ${'a1'.repeat(20)} }
images:
  app: { name: ghcr.io/acme/app, digest: "sha256:${'2'.repeat(64)}" }
`;
