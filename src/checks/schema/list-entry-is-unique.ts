import { type SchemaRule } from './schema-rule.ts';

/** An entry of a list that a custom resource merges by key, or as a set, must stand there once. */
export const listEntryIsUnique: SchemaRule = {
  id: 'list-entry-is-unique',
  severity: 'error',
  why: 'the list is a map or a set to the API server, and it refuses two entries that are the same to it',
  source: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy',
};
