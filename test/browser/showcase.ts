import type { TestOrganisation } from '../test-organisation.ts';
import { PolicyScene } from '../api/policy-scene.ts';
import { VendorScene } from '../api/vendor-scene.ts';
import { done } from './done.ts';
import { acknowledgedTwice } from './furnished-policies.ts';
import { tellOfLongAgo } from './furnishing.ts';

const internal = { classes: ['internal'], providerMayTrain: false };

const apprenticeships = {
  title: 'Shortlisting of applications for apprenticeships',
  purpose: {
    intendedUse:
      'Sorts about 1,400 applications a year by how well they match what a trade asks for. A recruiter reads all of them and may overrule the order; nobody is turned down by the system.',
    alternativesConsidered: 'Reading in the order of arrival (slow: the best had signed elsewhere).',
  },
  system: {
    name: 'TalentSort',
    provider: 'Nordlicht HR Software',
    model: 'TS Match 4',
    kind: 'recommendation',
    origin: 'third_party_service',
  },
  users: { teams: ['Vocational training', 'Human resources'], headcount: 6 },
  data: { classes: ['confidential', 'personal'], providerMayTrain: false },
  effect: { onPeople: 'assists_decision', affected: ['Applicants', 'Parents of minors who apply'] },
  costs: { purchase: 4_000, runningPerYear: 18_000, monitoringPerYear: 5_000, currency: 'EUR' },
  sourcing: { procurement: 'Tender 2026-114', reason: 'Explains each rank; hosted in Frankfurt.' },
  legal: { regions: ['Germany'], basis: 'GDPR Article 6(1)(b); impact assessment of 2 November' },
  screening: { prohibitedPractices: [], highRiskAreas: ['4_employment'] },
};

const others = [
  {
    title: 'Credit limits for business customers',
    effect: { onPeople: 'decides', affected: ['Sole traders'] },
    screening: { prohibitedPractices: [], highRiskAreas: ['5_essential_services'] },
  },
  {
    title: 'Translation of safety data sheets',
    data: { classes: ['confidential', 'personal'], providerMayTrain: false },
  },
  { title: 'Minutes of internal meetings', data: internal },
  { title: 'Search in the works handbook', data: internal },
];

/** What the pictures are of. */
export interface Showcase {
  request: string;
  draft: string;
  policy: string;
}

/** An organisation with things to decide, as the pictures in the README show it. */
export async function showcase(organisation: TestOrganisation): Promise<Showcase> {
  await tellOfLongAgo(organisation, { title: 'Summaries of supplier contracts', daysAgo: 9 });
  await new VendorScene(organisation).approved(['internal', 'confidential', 'personal'], {
    name: apprenticeships.system.provider,
  });
  await approved(organisation);
  for (const changes of others) await done(organisation.submit(changes, 'colleague'), 201);
  const request = (await done(organisation.submit(apprenticeships), 201)).body.id;
  await goPartOfTheWay(organisation, request);
  const { purpose, system, users, effect } = apprenticeships;
  const content = { title: 'Matching of applicants for trainee programmes', purpose, system, users, effect };
  const begun = organisation.call('requester', 'POST', '/v1/drafts', {
    content: { ...content, data: apprenticeships.data, screening: apprenticeships.screening },
    step: 'purpose',
  });
  const policy = await acknowledgedTwice(organisation, new PolicyScene(organisation));
  return { request, draft: (await done(begun, 201)).body.id, policy };
}

async function approved(organisation: TestOrganisation): Promise<void> {
  const { system } = apprenticeships;
  const { id } = (await done(organisation.submit({ title: 'Matching of internal vacancies', system }), 201))
    .body;
  const roles = {
    security: 'security',
    legal: 'legal',
    privacy: 'privacy',
    'business-owner': 'business_owner',
  };
  for (const [account, role] of Object.entries(roles)) {
    await done(organisation.signOff(account as keyof typeof roles, id, role));
  }
}

async function goPartOfTheWay(organisation: TestOrganisation, id: string): Promise<void> {
  const path = `/v1/adoption-requests/${id}`;
  const say = (account: 'privacy' | 'requester', text: string) =>
    done(organisation.call(account, 'POST', `${path}/comments`, { text }), 201);
  await say('privacy', 'Who sees the scores, and for how long are they kept?');
  await say('requester', 'The two recruiters of the trade. Deleted with the application, after six months.');
  const amendment = { users: { headcount: 4 } };
  await done(organisation.call('requester', 'PATCH', path, amendment, { 'if-match': '"1"' }));
  await done(
    organisation.signOff('legal', id, 'legal', {
      revision: 2,
      decision: 'approve_with_conditions',
      comment: 'The works council has agreed. The notice to applicants must be out before the first use.',
      conditions: [
        {
          text: 'Publish the notice to applicants (Article 26(11))',
          owner: 'requester',
          dueOn: '2027-01-15',
        },
      ],
    }),
  );
  await done(
    organisation.signOff('security', id, 'security', {
      revision: 2,
      comment: 'Single sign-on, no export. Fine.',
    }),
  );
}
