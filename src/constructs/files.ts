import { ConfigMap } from 'cdk8s-plus-28/lib/config-map';
import { Construct } from 'constructs';
import { type Volume, type VolumeMount } from '../../imports/kubernetes.ts';
import { contentHash } from './content-hash.ts';
import { PropCheck } from './prop-check.ts';
import { DNS_LABEL, FILE_NAME, checkFormat } from './prop-format.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

/** Files that pods mount. */
export interface FilesProps {
  /** What they are called; the ConfigMap's name is this and a hash of the content. */
  readonly name: string;
  /** Component that they belong to. @default the system itself */
  readonly component?: string;
  /** Text by file name; lines end in LF. Settings of one line each belong into `env`. */
  readonly files: Readonly<Record<string, string>>;
}

/** What fits into one object, with room for its metadata. @see https://kubernetes.io/docs/concepts/configuration/configmap/#motivation */
const MOST_BYTES = 1_000_000;

/**
 * Files in a ConfigMap that never changes: other content is another ConfigMap under another name,
 * which rolls the pods, and the old pods keep what they started with.
 */
export class Files extends Construct {
  readonly configMapName: string;
  /** The volume for the pods that mount the files. */
  readonly volume: Volume;

  constructor(scope: Construct, id: string, props: FilesProps) {
    super(scope, id);
    const files = withLineFeeds(props.files);
    checkProps(props, files);
    this.configMapName = `${props.name}-${contentHash(files)}`;
    this.volume = { configMap: { defaultMode: 0o444, name: this.configMapName }, name: props.name };
    new ConfigMap(this, 'files', {
      metadata: System.of(this).metadata({
        name: this.configMapName,
        wave: WAVE.prerequisites,
        ...(props.component === undefined ? {} : { component: props.component }),
      }),
      data: files,
      immutable: true,
    });
  }

  /** The mount for a container that reads the files in a directory. */
  mount(directory: string): VolumeMount {
    return { mountPath: directory, name: this.volume.name, readOnly: true };
  }
}

/** A checkout on Windows must not make another hash. */
function withLineFeeds(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.keys(files)
      .sort()
      .map((name) => [name, files[name]!.replace(/\r\n/g, '\n')]),
  );
}

function checkProps({ name, component }: FilesProps, files: Readonly<Record<string, string>>): void {
  const check = new PropCheck(name);
  checkFormat(check, 'name', name, DNS_LABEL);
  checkFormat(check, 'component', component, DNS_LABEL);
  if (Object.keys(files).length === 0) check.add('files', 'no file, so there is nothing to mount', { fix: 'files: { settings.yaml: <text> }' });
  let bytes = 0;
  for (const [file, text] of Object.entries(files)) {
    checkFormat(check, `files.${file}`, file, FILE_NAME);
    if (/[\r\0]/.test(text)) check.add(`files.${file}`, 'holds a NUL or a carriage return that ends no line', { allowed: 'text with LF at the end of lines' });
    bytes += Buffer.byteLength(file) + Buffer.byteLength(text);
  }
  if (bytes > MOST_BYTES) check.add('files', `${bytes} bytes do not fit into a ConfigMap`, { allowed: `at most ${MOST_BYTES}` });
  check.throwIfAny();
}
