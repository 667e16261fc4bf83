import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Puts a file in place, whole or not at all. What else stands there, such as a folder, is damage and goes.
 *
 * @throws where it cannot be written; nothing is left over then
 */
export function putFile(path: string, bytes: Uint8Array | string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, bytes);
    try {
      renameSync(temporary, path);
    } catch {
      rmSync(path, { recursive: true, force: true });
      renameSync(temporary, path);
    }
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error;
  }
}
