import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { invalid, required } from '../../field-error.ts';
import { templateMetadataFindings } from '../../metadata/template-metadata.ts';
import { accessModeFindings, claimClassFindings, claimRequestFindings, claimSelectorFindings, claimSourceFindings, type ClaimSpec } from '../../storage/claim-spec.ts';
import { dnsSubdomainErrors } from '../../syntax/dns-subdomain.ts';
import { firstSource, sourceFindings, volumesOf } from './volumes-of.ts';

export const ephemeralVolumeIsValid: Rule = {
  id: 'ephemeral-volume-is-valid',
  severity: 'error',
  why: 'the API server refuses an ephemeral volume without a template of its claim, or with a template that no claim can be made from',
  source: 'https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes',
  kinds: POD_KINDS,
  keys: ['ephemeral'],
  *check(subject) {
    const { kind, set: { minor } } = subject;
    yield* sourceFindings(subject, 'ephemeral', function* ({ volumeClaimTemplate: template }, path) {
      if (template === undefined) return void (yield required(`${path}.volumeClaimTemplate`, 'the claim is made from it'));
      yield* templateMetadataFindings(template.metadata, `${path}.volumeClaimTemplate.metadata`);
      const claim: ClaimSpec = template.spec ?? {};
      const at = `${path}.volumeClaimTemplate.spec`;
      yield* accessModeFindings(claim, at);
      yield* claimRequestFindings(claim, at);
      yield* claimClassFindings(claim, at, minor);
      yield* claimSelectorFindings(claim, at);
      yield* claimSourceFindings(claim, at, minor);
    });
    if (kind !== '/Pod') return;
    for (const { path, item, pod } of volumesOf(subject)) {
      if (firstSource(item) !== 'ephemeral' || !item.name || !pod.metadata.name) continue;
      const claim = `${pod.metadata.name}-${item.name}`;
      for (const error of dnsSubdomainErrors(claim)) yield invalid(`${path}.name`, item.name, `the name of its claim, ${JSON.stringify(claim)}, ${error}`);
    }
  },
};
