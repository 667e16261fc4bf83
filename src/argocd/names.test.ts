import { describe, expect, it } from '@jest/globals';
import { nameProblems } from './names.ts';
import { exampleEnvironment } from './test-support/examples.ts';

const environments = [exampleEnvironment('c'), exampleEnvironment('b-c'), exampleEnvironment('eu', { stage: 'e'.repeat(60) }), exampleEnvironment('us', { stage: 'e'.repeat(60) }), exampleEnvironment('n'.repeat(40))];
const messages = (...pairs: string[]): string[] =>
  nameProblems(
    pairs.map((pair) => ({ environment: pair.split('/')[0]!, system: pair.split('/')[1]! })),
    environments,
  ).map(({ path, message }) => `${path}: ${message}`);

describe('names of Applications and AppProjects', () => {
  it.each<[string, string[], string[]]>([
    ['are free where no two are alike', ['c/a', 'c/b', 'b-c/b'], []],
    ['are shared within a stage, where they mean the same', ['eu/a', 'us/a'], []],
    [
      'may not be shared by two pairs',
      ['c/a-b', 'b-c/a'],
      ['b-c/a: a in b-c and a-b in c would share the Application "a-b-c"', 'b-c/a: a in the stage b-c and a-b in the stage c would share the AppProject "a-b-c"'],
    ],
    ['may have 63 characters', [`${'n'.repeat(40)}/${'s'.repeat(22)}`, 'eu/ab'], []],
    [
      'may not have more',
      [`${'n'.repeat(40)}/${'s'.repeat(23)}`, 'eu/abc'],
      [
        `${'n'.repeat(40)}/${'s'.repeat(23)}: the Application "${'s'.repeat(23)}-${'n'.repeat(40)}" would have 64 characters in its name`,
        `${'n'.repeat(40)}/${'s'.repeat(23)}: the AppProject "${'s'.repeat(23)}-${'n'.repeat(40)}" would have 64 characters in its name`,
        `eu/abc: the AppProject "abc-${'e'.repeat(60)}" would have 64 characters in its name`,
      ],
    ],
  ])('%s', (_name, pairs, expected) => {
    expect(messages(...pairs)).toEqual(expected);
  });
});
