import { describe, expect, it } from '@jest/globals';
import { UserError } from '../../kernel/problem.ts';
import { explainingIo } from './io-failure.ts';

function refusal(code: string, path?: string): Error {
  return Object.assign(new Error('refused'), { code, syscall: 'open', ...(path === undefined ? {} : { path }) });
}

describe('what the machine refuses', () => {
  const table: Record<string, [error: Error, message: string]> = {
    'a full disk, with the file as the project sees it': [refusal('ENOSPC', '/project/dist/a.yaml'), 'dist/a.yaml\n  cannot open it: no space left on the device (ENOSPC)'],
    'a file elsewhere': [refusal('EACCES', '/other/a.yaml'), '/other/a.yaml\n  cannot open it: permission denied (EACCES)'],
    'a link, by its own place': [Object.assign(refusal('EROFS', '1@host'), { syscall: 'symlink', dest: '/project/.slipway/synth.lock' }), '.slipway/synth.lock\n  cannot symlink it: the file system is read-only (EROFS)'],
    'something without a file': [refusal('EMFILE'), 'cannot open it: too many open files (EMFILE)'],
  };
  for (const [what, [error, message]] of Object.entries(table)) {
    it(`is told to the user: ${what}`, () => {
      const run = () =>
        explainingIo('/project', () => {
          throw error;
        });
      expect(run).toThrow(UserError);
      expect(run).toThrow(message);
    });
  }

  it('leaves every other error as it is', () => {
    for (const error of [new Error('bug'), refusal('ENOENT', '/project/x'), new UserError({ message: 'mine' })]) {
      expect(() =>
        explainingIo('/project', () => {
          throw error;
        }),
      ).toThrow(error);
    }
  });
});
