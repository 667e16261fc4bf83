import { type z } from 'zod';
import { type Release } from '../constructs/release.ts';
import { type System } from '../constructs/system.ts';
import { type Target } from '../constructs/target.ts';
import { type OverlayRule } from '../overlays/overlay-rule.ts';

/** A system: what it is called, which images it runs, what its overlays may say, how it is built. */
export interface SystemDefinition<Overlay extends z.ZodType = z.ZodType> {
  /** A DNS label; also the name of its overlay folder and of its folder in `dist`. */
  readonly name: string;
  /** The images every release of it must hold. */
  readonly images: readonly string[];
  /** What `overlays/<name>/*.yaml` may say, merged. */
  readonly overlay: Overlay;
  /** What no schema can say: rules over several values, or over a value and the target. @default none */
  readonly rules?: readonly OverlayRule<z.output<Overlay>>[];
  /**
   * Adds everything the system is made of. Pure: the same input makes the same objects. It returns
   * nothing; `undefined` beside `void` keeps a promise from fitting, whose objects would come too late.
   */
  build(system: System, input: BuildInput<z.output<Overlay>>): void | undefined;
}

/** What a system is built from. */
export interface BuildInput<Values> {
  /** The overlay, merged and parsed. */
  readonly overlay: Values;
  /** The facts of the place it is built for. */
  readonly target: Target;
  /** The images, by digest. */
  readonly release: Release;
}

/** Declares a system; the compiler infers the overlay's type from its schema. */
export function defineSystem<Overlay extends z.ZodType>(definition: SystemDefinition<Overlay>): SystemDefinition<Overlay> {
  return definition;
}
