import { textField } from './field.ts';

/** Name of a database or role that needs no quotes in SQL; quoting is forgotten sooner or later. */
export const sqlName = textField({
  what: 'a plain name in SQL',
  allowed: 'up to 63 of a-z, 0-9 and "_", no digit first',
  example: 'shop',
  pattern: /^[a-z_][a-z0-9_]{0,62}$/,
});

/** Name of a database or role that somebody else made: anything that can be typed. */
export const foreignName = textField({
  what: 'a name',
  allowed: '1 to 63 characters without spaces',
  example: 'shop',
  pattern: /^[^\s\u0000-\u001f\u007f-\u009f]{1,63}$/,
});

/** How long backups are kept. */
export const retention = textField({
  what: 'a time to keep backups',
  allowed: 'a number with d, w or m: days, weeks, months',
  example: '30d',
  pattern: /^[1-9][0-9]{0,3}[dwm]$/,
});

/** Where backups go in an S3 store. */
export const bucketPath = textField({
  what: 'a place in an S3 store',
  allowed: 's3://bucket/path',
  example: 's3://acme-backups/shop',
  pattern: /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[A-Za-z0-9._/-]*)?$/,
});
