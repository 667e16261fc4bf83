import { createHash } from 'node:crypto';
import { type Input } from './read-inputs.ts';

/** The digest of inputs as they are read: the same for the same files, bytes and order. */
export class InputsDigest {
  readonly #hash = createHash('sha256');

  /** The inputs themselves, each taken into account as it is passed on. */
  *of(inputs: Iterable<Input>): Iterable<Input> {
    for (const input of inputs) {
      const content = input.text ?? input.bytes;
      this.#hash.update(JSON.stringify([input.file, input.problem?.message ?? '', content?.length ?? -1]));
      if (content !== undefined) this.#hash.update(content);
      yield input;
    }
  }

  /** Asked once, at the end. */
  value(): string {
    return `sha256:${this.#hash.digest('hex')}`;
  }
}
