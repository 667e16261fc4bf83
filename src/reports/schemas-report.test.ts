import { describe, expect, it } from '@jest/globals';
import { schemasJson, schemasText } from './schemas-report.ts';
import { PLAIN } from './style.ts';

const files = [
  { file: 'overlays/environments.schema.json', state: 'current' },
  { file: 'overlays/release.schema.json', state: 'differs' },
  { file: 'overlays/shop/overlay.schema.json', state: 'missing' },
] as const;

describe('the report on schemas', () => {
  it('says what was written', () => {
    expect(schemasText(files, 'written', PLAIN)).toBe('  written  overlays/release.schema.json\n  written  overlays/shop/overlay.schema.json\n3 schemas, 2 written\n');
  });

  it('says what is not current, and the way out', () => {
    expect(schemasText(files, 'compared', PLAIN)).toBe(
      '  differs  overlays/release.schema.json\n  missing  overlays/shop/overlay.schema.json\n2 schemas not current\nfix: npx slipway schemas\n',
    );
  });

  it('is short when all is well', () => expect(schemasText(files.slice(0, 1), 'compared', PLAIN)).toBe('1 schema, all current\n'));

  it('is JSON, too', () => {
    expect(schemasJson(files, 'compared')).toEqual({ schema: 'slipway.schemas/v1', outcome: 'stale', files });
    expect([schemasJson(files, 'written'), schemasJson(files.slice(0, 1), 'written'), schemasJson(files.slice(0, 1), 'compared')]).toMatchObject([{ outcome: 'written' }, { outcome: 'unchanged' }, { outcome: 'current' }]);
  });
});
