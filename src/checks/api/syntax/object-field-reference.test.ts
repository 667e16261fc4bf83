import { describe, expect, it } from '@jest/globals';
import { ENV_FIELDS, objectFieldFindings, VOLUME_FIELDS } from './object-field-reference.ts';

const found = (fieldPath: string, fields = ENV_FIELDS, apiVersion?: string) => [...objectFieldFindings({ fieldPath, apiVersion }, 'f', fields)].map(({ path, reason }) => `${path} ${reason}`);

describe('objectFieldFindings', () => {
  it('accepts the fields of the place, and entries of labels and annotations', () => {
    expect([found('status.podIP'), found('spec.host'), found('metadata.labels', VOLUME_FIELDS), found("metadata.labels['example.com/a']"), found("metadata.annotations['Example.COM/A']")].flat()).toEqual([]);
  });
  it('refuses what the place has not, and what no place has', () => {
    expect(found('metadata.labels')).toEqual(['f.fieldPath NotSupported']);
    expect(found('status.podIP', VOLUME_FIELDS)).toEqual(['f.fieldPath NotSupported']);
    expect(found('spec.containers')).toEqual(['f.fieldPath Invalid']);
    expect(found('')).toEqual(['f.fieldPath Required']);
    expect(found('metadata.name', ENV_FIELDS, 'v2')).toEqual(['f.fieldPath Invalid']);
  });
  it('holds the key of an entry to its form', () => {
    expect(found("metadata.labels['a b']")).toEqual(['f Invalid']);
    expect(found("metadata.labels['Example.COM/A']")).toEqual(['f Invalid']);
    expect(found("metadata.labels['']")).toEqual(['f Invalid']);
    expect(found("spec.nodeSelector['a']")).toEqual(['f.fieldPath Invalid']);
  });
});
