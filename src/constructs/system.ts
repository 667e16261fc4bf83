import { Chart } from 'cdk8s';
import { type Construct, type IConstruct } from 'constructs';
import { nearest } from '../kernel/nearest.ts';
import { UserError, quoted } from '../kernel/problem.ts';
import { type PinnedImage, type Release } from './release.ts';
import { type Target } from './target.ts';
import { type Wave, waveAnnotation } from './wave.ts';

const SYSTEM = Symbol.for('slipway.System');

/** What a system is rendered from. */
export interface SystemProps {
  /** The system's name, a DNS label: `capakraken`. */
  readonly name: string;
  /** What tells this installation from every other: `<system>-<environment>`. */
  readonly instance: string;
  /** Namespace all its objects live in. @default the instance */
  readonly namespace?: string;
  readonly target: Target;
  readonly release: Release;
}

/** What an object's metadata is made from. */
export interface MetadataProps {
  readonly name: string;
  /** The component the object belongs to. @default the system itself (`system`) */
  readonly component?: string;
  readonly wave: Wave;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Metadata as every object of a system carries it. */
export interface SystemMetadata {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
}

/**
 * One system in one place: the root of everything it is made of, and what its parts share (labels,
 * selectors, the target's facts, the release).
 */
export class System extends Chart {
  readonly [SYSTEM] = true;
  readonly systemName: string;
  readonly instance: string;
  readonly target: Target;
  readonly release: Release;
  readonly #shared = new Map<unknown, unknown>();

  constructor(scope: Construct, id: string, props: SystemProps) {
    // A construct keeps its children in a plain object, where `constructor` is taken before anybody comes.
    super(scope, id in Object.prototype ? `${id}-system` : id, {
      namespace: props.namespace ?? props.instance,
      // Chart labels reach objects that a build adds with plain cdk8s or cdk8s-plus, too.
      labels: commonLabels(props),
      disableResourceNameHashes: true,
    });
    this.systemName = props.name;
    this.instance = props.instance;
    this.target = props.target;
    this.release = props.release;
  }

  /** The system a construct stands in. Throws when it stands in none. */
  static override of(construct: Construct): System {
    // Not instanceof: Chart redefines it, and any Chart would pass for a System.
    for (let scope: IConstruct | undefined = construct; scope !== undefined; scope = scope.node.scope) if (SYSTEM in scope) return scope as System;
    throw new Error(`${construct.node.path} stands in no System`);
  }

  /** The namespace all objects of this system live in. */
  get namespaceName(): string {
    return this.namespace!;
  }

  /**
   * What parts of this system share, made when it is first asked for. It is kept here, because what a WeakMap
   * beside it held would keep all of a system in memory until V8 collects everything.
   */
  shared<Value>(make: (system: System) => Value): Value {
    if (!this.#shared.has(make)) this.#shared.set(make, make(this));
    return this.#shared.get(make) as Value;
  }

  /** Labels that select a component's pods; they never change, because selectors are immutable. */
  selector(component: string): Record<string, string> {
    return {
      'app.kubernetes.io/component': component,
      'app.kubernetes.io/instance': this.instance,
      'app.kubernetes.io/name': this.systemName,
    };
  }

  /** Labels of a pod: those that select it, where it belongs, and the version it runs. */
  podLabels(component: string, version?: string): Record<string, string> {
    return {
      ...commonLabels({ name: this.systemName, instance: this.instance }),
      'app.kubernetes.io/component': component,
      ...(version === undefined ? {} : { 'app.kubernetes.io/version': version }),
    };
  }

  /** Metadata for an object of this system. */
  metadata(props: MetadataProps): SystemMetadata {
    return {
      name: props.name,
      labels: { ...this.podLabels(props.component ?? 'system'), ...props.labels },
      annotations: { ...waveAnnotation(props.wave), ...props.annotations },
    };
  }

  /** An image of the release, pinned by digest. Throws a UserError when the release lacks it. */
  image(name: string): PinnedImage {
    const image = Object.hasOwn(this.release.images, name) ? this.release.images[name] : undefined;
    if (image === undefined) {
      const held = Object.keys(this.release.images).sort();
      const near = nearest(name, held);
      throw new UserError({
        path: `images.${name}`,
        message: `the release holds no image ${quoted(name)}${near === undefined ? '' : `, did you mean ${quoted(near)}?`}`,
        allowed: held.join(', '),
        fix: near === undefined ? `add ${quoted(name)} to the system's images, or ask for one of them` : `system.image('${near}')`,
      });
    }
    const version = image.version ?? this.release.version;
    return { reference: `${image.name}:${version}@${image.digest}`, version };
  }
}

function commonLabels({ name, instance }: { name: string; instance: string }): Record<string, string> {
  return {
    'app.kubernetes.io/instance': instance,
    'app.kubernetes.io/managed-by': 'slipway',
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/part-of': name,
  };
}
