import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../../../kernel/manifest.ts';
import { job, object } from '../../test-support/manifests.ts';
import { ManifestSet } from '../../manifest-set.ts';
import { kindOf } from '../../../kernel/kind-of.ts';
import { Subject } from '../../subject.ts';
import { jobSpecOf } from './job-spec-of.ts';

const FIELDS = {
  managedBy: 'a/b',
  successPolicy: { rules: [] },
  backoffLimitPerIndex: 1,
  maxFailedIndexes: 1,
  podReplacementPolicy: 'Failed',
  podFailurePolicy: { rules: [{ action: 'FailIndex' }, { action: 'Count' }] },
};

function fieldsOn(minor: number, manifest: object): string[] {
  const set = new ManifestSet([manifest as Manifest], { kubernetes: `1.${minor}` });
  const { spec } = jobSpecOf(new Subject(manifest as Manifest, kindOf(manifest as Manifest), set));
  return [...Object.keys(FIELDS).filter((key) => Object.hasOwn(spec, key)), ...(spec.podFailurePolicy?.rules ?? []).map(({ action }) => action)];
}

describe('jobSpecOf', () => {
  it('is without the fields of a Job that its minor drops', () => {
    expect(fieldsOn(36, job('a', FIELDS))).toEqual([...Object.keys(FIELDS), 'FailIndex', 'Count']);
    expect(fieldsOn(31, job('a', FIELDS))).not.toContain('managedBy');
    expect(fieldsOn(30, job('a', FIELDS))).not.toContain('successPolicy');
    expect(fieldsOn(28, job('a', FIELDS))).toEqual(['podFailurePolicy', 'Count']);
  });
  it('has all fields of the template of a CronJob', () => {
    expect(fieldsOn(28, object('batch/v1', 'CronJob', 'a', { spec: { jobTemplate: { spec: FIELDS } } }))).toEqual([...Object.keys(FIELDS), 'FailIndex', 'Count']);
  });
});
