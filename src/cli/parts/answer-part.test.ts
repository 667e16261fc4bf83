import { describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../kernel/problem.ts';
import { inFolder } from '../dist/test-support.ts';
import { type AnswerPart, partText, readParts } from './answer-part.ts';

const PART: AnswerPart = { command: 'validate', by: '1.2.3', shard: { index: 1, count: 2 }, asked: { env: ['dev'] }, of: { commit: '1f' }, found: { findings: [{ 10: 'ü', b: '\ud800', ['__proto__']: 1 }] } };
const SECOND: AnswerPart = { ...PART, shard: { index: 2, count: 2 }, found: [] };

function read(folder: string, texts: readonly string[]): ReturnType<typeof readParts> {
  const files = texts.map((text, index) => {
    const file = join(folder, `${index}.json`);
    writeFileSync(file, text);
    return file;
  });
  return readParts(files, '1.2.3');
}

function messages(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ message, fix }) => `${message} → ${fix}`).join('\n');
    throw error;
  }
  return '';
}

describe('parts of an answer', () => {
  it('come back as they were written, in their order', inFolder((folder) => {
    expect(read(folder, [partText(SECOND), partText(PART)])).toEqual([PART, SECOND]);
  }));

  it.each<[string, readonly string[], string]>([
    ['one is missing', [partText(SECOND)], 'of 2 parts one is missing: 1 → npx slipway validate --shard 1/2 -o part > part-1.json'],
    ['many are missing', [partText({ ...PART, shard: { index: 2, count: 100 } })], 'of 100 parts 99 are missing: 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21 and 79 more'],
    ['one is there twice', [partText(PART), partText(PART), partText(SECOND)], 'is part 1 of 2, as'],
    ['one is of another command', [partText(PART), partText({ ...SECOND, command: 'diff' })], 'is a part of diff, and'],
    ['one is of another division', [partText(PART), partText({ ...SECOND, shard: { index: 2, count: 3 } })], 'is one of 3 parts, and'],
    ['one was asked otherwise', [partText(PART), partText({ ...SECOND, asked: {} })], 'env (not given here, ["dev"] there)'],
    ['one is of another state', [partText(PART), partText({ ...SECOND, of: { commit: '2e' } })], 'commit ("2e" here, "1f" there)'],
    ['one is of another version', [partText(PART), partText({ ...SECOND, by: '1.2.4' })], 'was written by slipway 1.2.4, and this is slipway 1.2.3'],
    ['one was cut off', [partText(PART), partText(SECOND).slice(0, -5)], 'was cut off'],
    ['one is empty', [partText(PART), ''], 'is empty'],
    ['one was edited', [partText(PART), partText(SECOND).replace('[]}', '[1]}')], 'is damaged'],
    ['one is something else', [partText(PART), '{"schema":"slipway.validate/v1"}'], 'is no part of an answer'],
    ['one is of no shard', [partText(PART), partText(SECOND).replace('2/2', '3/2')], 'is no part of an answer'],
    ['one has no object', [partText(PART), 'null'], 'is no part of an answer'],
  ])('are refused where %s', async (_what, texts, says) => {
    await inFolder((folder) => expect(messages(() => read(folder, texts))).toContain(says))();
  });

  it('are refused where a file is not there', inFolder((folder) => {
    expect(messages(() => readParts([join(folder, 'none.json')], '1.2.3'))).toContain('cannot be read (ENOENT)');
  }));
});
