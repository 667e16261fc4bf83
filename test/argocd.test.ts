import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ApplicationInput } from '../src/argocd/application-input.ts';
import { crdsArePresent, violationsOf } from '../src/argocd/test-support/crd-schema.ts';
import { renderApplication } from '../src/argocd/test-support/render-application.ts';
import { checkManifests } from '../src/checks/check-manifests.ts';
import { type Json, type Manifest } from '../src/kernel/manifest.ts';
import { renderDist } from '../src/render/render-all.ts';
import { systems } from '../src/systems/registry.ts';
import { ROOT, treeOf } from './cli-project.ts';

const { pairs, argocd } = renderDist({ root: ROOT, systems });
const manifests = argocd.filter(({ holds }) => holds === 'manifests').flatMap(({ files }) => files.map(({ text }) => load(text) as Manifest));
const inputs = argocd.filter(({ holds }) => holds === 'inputs').flatMap(({ files }) => files.map(({ text }) => load(text) as ApplicationInput & Record<string, Json>));
const applications = inputs.flatMap((input) => manifests.filter(({ kind }) => kind === 'ApplicationSet').flatMap((set) => renderApplication(set, input) ?? []));

describe('dist/argocd', () => {
  it('is what the sources render, and nothing else', () => {
    const rendered = new Map(argocd.flatMap(({ path, files }) => files.map(({ name, text }) => [`${path.slice('argocd/'.length)}/${name}`, text] as const)));
    expect(Object.fromEntries(treeOf(join(ROOT, 'dist', 'argocd')))).toEqual(Object.fromEntries(rendered));
  });

  it('makes exactly one Application of each pair, and no two of one name', () => {
    expect(applications.map(({ metadata }) => metadata.name).sort()).toEqual(pairs.map(({ system, environment }) => `${system}-${environment}`).sort());
  });

  it('points each Application at a folder of dist and at an AppProject that is there', () => {
    const projects = manifests.filter(({ kind }) => kind === 'AppProject').map(({ metadata }) => metadata.name);
    const folders = pairs.map(({ system, environment }) => `${environment}/${system}`);
    for (const { folder, project, environment, system } of inputs) {
      expect(folders).toContain(folder);
      expect(projects).toContain(project);
      expect(folder).toBe(`${environment}/${system}`);
    }
  });

  it('passes every check that manifests must pass', () => {
    expect(checkManifests(manifests)).toEqual([]);
  });

  const orSkip = crdsArePresent ? it : it.skip;
  orSkip.each([...manifests, ...applications].map((object) => [`${object.kind} ${object.metadata.name}`, object] as const))(`holds what Argo CD's definitions allow: %s${crdsArePresent ? '' : ' (they are not there)'}`, (_name, object) => {
    expect(violationsOf(object)).toEqual([]);
  });

  it('is explained to editors where it is configured', () => {
    const schema = JSON.parse(readFileSync(join(ROOT, 'overlays', 'environments.schema.json'), 'utf8')) as { properties: Record<string, { description?: string }> };
    for (const key of ['gitops', 'argocd']) expect(schema.properties[key]?.description).toMatch(/\.$/);
  });
});
