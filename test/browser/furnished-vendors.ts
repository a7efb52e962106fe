import { goodAnswers, VendorScene } from '../api/vendor-scene.ts';
import { done } from './done.ts';
import { type Account, exampleSubmission, type TestOrganisation } from '../test-organisation.ts';

/** What there is to see of vendors. */
export interface FurnishedVendors {
  /** Approved with a condition twice, on a certificate, with a file, and assessed again because of an incident. */
  vendor: string;
  /** Signed off in part, with a condition. */
  reviewedVendor: string;
  /** Asked again, because of an answer that rules an approval out. */
  askedVendor: string;
  /** Off-boarded, while a system in use rests on it. */
  endedVendor: string;
}

const statement = 'Data is encrypted at rest, and deleted within thirty days.\n';
const condition = { text: 'Sign the data processing agreement', owner: 'colleague', dueOn: '2099-03-01' };
const conditional = { decision: 'approve_with_conditions', conditions: [condition] };

/** Lets people register vendors, and do with them what makes their pages have something to say. */
export async function furnishVendors(organisation: TestOrganisation): Promise<FurnishedVendors> {
  const scene = new VendorScene(organisation);
  return {
    vendor: await approvedTwice(organisation, scene),
    reviewedVendor: await inReview(scene),
    askedVendor: await asked(scene),
    endedVendor: await ended(organisation, scene),
  };
}

async function approvedTwice(organisation: TestOrganisation, scene: VendorScene): Promise<string> {
  const details = {
    website: 'https://wordworks.example',
    services: 'Minutes of meetings',
    criticality: 'critical',
  };
  const id = await scene.registered({ name: 'Wordworks GmbH', ...details });
  const file = new FormData();
  file.append('file', new File([statement], 'statement.txt'));
  const path = `/v1/vendors/${id}/evidence`;
  const { body } = await done(organisation.call('requester', 'POST', path, file), 201);
  const hash = String(body['hash']);
  const certified = goodAnswers({
    deletion: { values: ['yes'], note: 'Confirmed in section 4.', evidence: [hash] },
    certificates: {
      values: ['ISO/IEC 27001'],
      note: '',
      evidence: [hash],
      expiresOn: { 'ISO/IEC 27001': '2099-01-31' },
    },
  });
  await approve(scene, id, 1, certified);
  const worse = { ...certified, retention: { values: ['partly'], note: 'Thirty days.', evidence: [] } };
  await approve(scene, id, 2, worse);
  const incident = { what: 'incident', note: 'Prompts of other customers were shown for an hour.' };
  await done(scene.post('colleague', `/v1/vendors/${id}/reports`, incident));
  return id;
}

async function approve(
  scene: VendorScene,
  id: string,
  number: number,
  answers = goodAnswers(),
): Promise<void> {
  await done(scene.assess(id, ['internal', 'personal']));
  await done(scene.save(id, number, answers));
  await done(scene.submit(id, number));
  for (const role of ['security', 'privacy', 'legal'] as const)
    await done(scene.signOff(role, id, role, role === 'legal' ? conditional : {}));
}

async function inReview(scene: VendorScene): Promise<string> {
  const id = await scene.answered(['internal', 'confidential'], { name: 'Rota & Sons' });
  await done(scene.signOff('privacy', id, 'privacy', conditional));
  return id;
}

async function asked(scene: VendorScene): Promise<string> {
  const answers = goodAnswers({
    deletion: { values: ['no'], note: 'Only with the contract.', evidence: [] },
  });
  const id = await scene.answered(['public'], { name: 'Newcomers plc', answers });
  const comment = 'Data must be deleted when we say so.';
  await done(scene.signOff('privacy', id, 'privacy', { decision: 'request_changes', comment }));
  return id;
}

const roles = {
  security: 'security',
  legal: 'legal',
  privacy: 'privacy',
  'business-owner': 'business_owner',
};

async function ended(organisation: TestOrganisation, scene: VendorScene): Promise<string> {
  const name = 'Past Models Ltd';
  const id = await scene.approved(undefined, { name });
  const system = { ...(exampleSubmission()['system'] as object), provider: name };
  const request = (await done(organisation.submit({ system, title: 'Summaries of minutes' }), 201)).body.id;
  for (const [account, role] of Object.entries(roles))
    await done(organisation.signOff(account as Account, request, role));
  await done(
    scene.post('requester', `/v1/vendors/${id}/off-boarding`, { reason: 'The contract has ended.' }),
  );
  return id;
}
