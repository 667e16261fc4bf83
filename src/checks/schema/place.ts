import { pathText } from '../../kernel/path.ts';
import { type Finding } from '../rule.ts';
import { type SchemaFinding, type SchemaRule } from './schema-rule.ts';

/** Nothing the API knows nests deeper, and the API server refuses deeper JSON itself. */
const DEEPEST = 500;
/** Nobody reads more of one object; a hostile one makes no more than this. */
const MOST_FINDINGS = 200;

/**
 * Where a walk over a manifest stands, and what was found on the way. The path becomes text only where
 * something is found: most manifests have nothing.
 */
export class Place {
  readonly findings: SchemaFinding[] = [];
  #found = 0;
  readonly #steps: (string | number)[] = [];

  /** Goes one step down; false, and no step, where the manifest is deeper than any API. */
  enter(step: string | number): boolean {
    if (this.#steps.length >= DEEPEST) return false;
    this.#steps.push(step);
    return true;
  }

  leave(): void {
    this.#steps.pop();
  }

  /** The path here, or to a field below. */
  path(field?: string | number): string {
    return pathText(field === undefined ? this.#steps : [...this.#steps, field]);
  }

  /**
   * Keeps a finding, unless there are too many already to read.
   * @param finding made only where it is kept: a hostile object must not cost a message each
   */
  add(rule: SchemaRule, finding: Finding | (() => Finding)): void {
    this.#found++;
    if (this.findings.length < MOST_FINDINGS) this.findings.push({ rule, finding: typeof finding === 'function' ? finding() : finding });
  }

  /** How much was found so far, whether kept or not. */
  get found(): number {
    return this.#found;
  }

  /** Looks whether a part finds anything, and keeps nothing of it: `false` when it does. */
  passes(look: () => void): boolean {
    const [found, kept] = [this.#found, this.findings.length];
    look();
    const passed = this.#found === found;
    this.#found = found;
    this.findings.length = Math.min(kept, this.findings.length);
    return passed;
  }
}
