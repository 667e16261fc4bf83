import { dirname } from 'node:path';
import { checkManifests } from '../checks/check-manifests.ts';
import { identityKey, identityOf, type Manifest } from '../kernel/manifest.ts';
import { type Problem, UserError } from '../kernel/problem.ts';
import { readManifests } from '../kernel/yaml-reader.ts';
import { type FileToValidate, type Violation } from './violation.ts';

/** Objects of one installation, and the file that each stands in. */
interface Installation {
  readonly manifests: Manifest[];
  readonly files: Map<string, string>;
}

/** What ApplicationSets read is no Kubernetes object; where `dist` itself is the output of cdk8s, it is among the files. */
const GENERATOR_INPUT = /(^|[\\/])argocd[\\/]applications[\\/][^\\/]+[\\/][^\\/]+\.yaml$/;

/** Reads rendered files and judges the objects of each system in each environment; nothing wrong gives an empty list. */
export function validateFiles(files: readonly FileToValidate[]): readonly Violation[] {
  const violations: Violation[] = [];
  const installations = new Map<string, Installation>();
  for (const { path, text } of files) {
    if (GENERATOR_INPUT.test(path)) continue;
    try {
      for (const { value } of readManifests(text, path).manifests) add(installations, path, value);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      violations.push(...error.problems.map((problem) => unreadable(path, problem)));
    }
  }
  for (const { manifests, files: fileOf } of installations.values()) {
    for (const { rule, severity, object, path, message, fix } of checkManifests(manifests)) {
      if (severity !== 'error') continue;
      violations.push({ rule, recommendation: message, fix: fix ?? '', file: fileOf.get(identityKey(object)) ?? '', resource: `${object.kind}/${object.name}`, locations: path === '' ? [] : [path] });
    }
  }
  return violations;
}

/** Objects that carry no instance belong to the folder they lie in; with `--stdout` all lie in one file. */
function add(installations: Map<string, Installation>, file: string, manifest: Manifest): void {
  const instance = manifest.metadata.labels?.['app.kubernetes.io/instance'] ?? '';
  const key = `${dirname(file)}\0${instance}`;
  const installation = installations.get(key) ?? { manifests: [], files: new Map<string, string>() };
  installations.set(key, installation);
  installation.manifests.push(manifest);
  installation.files.set(identityKey(identityOf(manifest)), file);
}

function unreadable(file: string, { message, fix, line, column }: Problem): Violation {
  const place = line === undefined ? [] : [`line ${line}, column ${column ?? 1}`];
  return { rule: 'readable-yaml', recommendation: message, fix: fix ?? '', file, resource: file, locations: place };
}
