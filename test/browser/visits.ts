import type { Account } from '../test-organisation.ts';
import type { Furnishing } from './furnishing.ts';

/** Somebody who sees all of a page, and where they find it. */
export type Visit = [account: Account, address: (there: Furnishing) => string];

const request =
  (
    name:
      | 'inReview'
      | 'midWay'
      | 'withConditions'
      | 'changesRequested'
      | 'rejected'
      | 'prohibited'
      | 'overdue'
      | 'expired',
    rest = '',
  ) =>
  (there: Furnishing) =>
    `/adoption-requests/${there[name]}${rest}`;

/** Every page that there is, by its path, each where it has most to show. */
export const visits: Record<string, Visit[]> = {
  '/': [['security', () => '/']],
  '/inbox': [
    ['privacy', () => '/inbox'],
    ['compliance', () => '/inbox?due=over'],
    ['auditor', () => '/inbox'],
  ],
  '/inbox/tasks': [
    ['management', () => '/inbox/tasks'],
    ['auditor', () => '/inbox/tasks'],
  ],
  '/inbox/done': [['legal', () => '/inbox/done']],
  '/adoption-requests': [
    ['auditor', () => '/adoption-requests'],
    ['auditor', () => '/adoption-requests?state=expired&tier=critical'],
  ],
  '/adoption-requests/{id}': [
    ['privacy', request('midWay', '?done=signed')],
    ['requester', request('changesRequested')],
    ['administrator', request('withConditions')],
    ['compliance', request('prohibited')],
    ['auditor', request('overdue')],
    ['auditor', request('expired')],
    ['colleague', request('inReview')],
  ],
  '/adoption-requests/{id}/revisions': [['auditor', request('midWay', '/revisions')]],
  '/adoption-requests/{id}/decision': [
    ['auditor', request('withConditions', '/decision')],
    ['auditor', request('rejected', '/decision')],
  ],
  '/adoption-requests/{id}/amendment': [['requester', request('midWay', '/amendment')]],
  '/adoption-requests/{id}/withdrawal': [['requester', request('inReview', '/withdrawal')]],
  '/adoption-requests/{id}/reopening': [['compliance', request('prohibited', '/reopening')]],
  '/adoption-requests/new': [['requester', () => '/adoption-requests/new']],
  '/drafts': [['requester', () => '/drafts']],
  '/drafts/{id}/{step}': ['system', 'purpose', 'data', 'owner'].map((step): Visit => [
    'requester',
    ({ draft }) => `/drafts/${draft}/${step}?show=missing`,
  ]),
  '/drafts/{id}/check': [['requester', ({ draft }) => `/drafts/${draft}/check`]],
  '/drafts/{id}/removal': [['requester', ({ draft }) => `/drafts/${draft}/removal`]],
  '/ai-systems': [
    ['compliance', () => '/ai-systems'],
    ['requester', () => '/ai-systems?state=decommissioned&sort=next_review&q=nothing'],
  ],
  '/ai-systems/{id}': [
    ['business-owner', ({ system }) => `/ai-systems/${system}?done=declared`],
    ['security', ({ system }) => `/ai-systems/${system}`],
    ['colleague', ({ approvedSystem }) => `/ai-systems/${approvedSystem}`],
    ['management', ({ suspendedSystem }) => `/ai-systems/${suspendedSystem}`],
    ['auditor', ({ decommissionedSystem }) => `/ai-systems/${decommissionedSystem}`],
  ],
  '/ai-systems/{id}/going-live': [
    ['business-owner', ({ approvedSystem }) => `/ai-systems/${approvedSystem}/going-live`],
  ],
  '/ai-systems/{id}/suspension': [['security', ({ system }) => `/ai-systems/${system}/suspension`]],
  '/ai-systems/{id}/resumption': [
    ['compliance', ({ suspendedSystem }) => `/ai-systems/${suspendedSystem}/resumption`],
  ],
  '/ai-systems/{id}/review': [['business-owner', ({ system }) => `/ai-systems/${system}/review`]],
  '/ai-systems/{id}/hand-over': [['business-owner', ({ system }) => `/ai-systems/${system}/hand-over`]],
  '/ai-systems/{id}/decommissioning': [
    ['business-owner', ({ system }) => `/ai-systems/${system}/decommissioning`],
  ],
  '/ai-systems/{id}/change': [['business-owner', ({ system }) => `/ai-systems/${system}/change`]],
  '/ai-systems/{id}/changes/{number}/sign-off': [
    ['security', ({ system }) => `/ai-systems/${system}/changes/1/sign-off?role=security`],
    ['auditor', ({ system }) => `/ai-systems/${system}/changes/1/sign-off`],
  ],
  '/ai-systems/{id}/joining': [['management', ({ system }) => `/ai-systems/${system}/joining`]],
  '/ai-systems/{id}/joinings/{number}': [
    ['business-owner', ({ system }) => `/ai-systems/${system}/joinings/1`],
  ],
  '/ai-systems/{id}/user-removal': [['business-owner', ({ system }) => `/ai-systems/${system}/user-removal`]],
  '/ai-systems/{id}/training': [['business-owner', ({ system }) => `/ai-systems/${system}/training`]],
  '/ai-systems/{id}/boundaries': [['business-owner', ({ system }) => `/ai-systems/${system}/boundaries`]],
  '/compliance': [
    ['compliance', () => '/compliance'],
    ['auditor', () => '/compliance'],
  ],
  '/compliance/{statement}': [
    ['compliance', () => '/compliance/objectives'],
    ['auditor', () => '/compliance/scope-enforced'],
    ['auditor', () => '/compliance/customers'],
  ],
  '/gaps': [
    ['management', () => '/gaps'],
    ['auditor', () => '/gaps?state=closed'],
  ],
  '/gaps/{id}': [
    ['colleague', ({ gap }) => `/gaps/${gap}`],
    ['compliance', ({ gap }) => `/gaps/${gap}`],
    ['auditor', ({ closedGap }) => `/gaps/${closedGap}`],
  ],
  '/statement-of-applicability': [
    ['management', () => '/statement-of-applicability'],
    ['compliance', () => '/statement-of-applicability'],
  ],
  '/statement-of-applicability/new': [['compliance', () => '/statement-of-applicability/new']],
  '/trust-center': [
    ['compliance', () => '/trust-center'],
    ['auditor', () => '/trust-center'],
  ],
  '/trust-center/draft': [['compliance', () => '/trust-center/draft']],
  '/trust-center/preview': [['auditor', () => '/trust-center/preview']],
  '/trust-center/documents/new': [['administrator', () => '/trust-center/documents/new']],
  '/trust-center/documents/{id}': [
    ['compliance', ({ trustDocument }) => `/trust-center/documents/${trustDocument}`],
  ],
  '/trust-center/nda': [
    ['compliance', () => '/trust-center/nda'],
    ['auditor', () => '/trust-center/nda'],
  ],
  '/trust-center/downloads': [['auditor', () => '/trust-center/downloads']],
  '/access-grants': [
    ['security', () => '/access-grants'],
    ['auditor', () => '/access-grants?state=refused'],
  ],
  '/access-grants/{id}': [
    ['security', ({ waitingGrant }) => `/access-grants/${waitingGrant}`],
    ['compliance', ({ givenGrant }) => `/access-grants/${givenGrant}`],
    ['auditor', ({ refusedGrant }) => `/access-grants/${refusedGrant}`],
  ],
  '/shadow-ai': [
    ['compliance', () => '/shadow-ai'],
    ['auditor', () => '/shadow-ai?state=any'],
  ],
  '/shadow-ai/{id}': [
    ['compliance', ({ shadowAi }) => `/shadow-ai/${shadowAi}`],
    ['auditor', ({ blockedShadowAi }) => `/shadow-ai/${blockedShadowAi}`],
  ],
  '/shadow-ai/import': [['compliance', () => '/shadow-ai/import']],
  '/oversight-cases': [
    ['security', () => '/oversight-cases'],
    ['security-2', () => '/oversight-cases?show=mine'],
    ['auditor', () => '/oversight-cases?show=all&state=called_off'],
  ],
  '/oversight-cases/{id}': [
    ['security', ({ breachCase }) => `/oversight-cases/${breachCase}`],
    ['security', ({ heldCase }) => `/oversight-cases/${heldCase}?done=handed_over`],
    ['security-2', ({ proposedCase }) => `/oversight-cases/${proposedCase}`],
    ['security', ({ incidentCase }) => `/oversight-cases/${incidentCase}`],
    ['compliance', ({ gapCase }) => `/oversight-cases/${gapCase}`],
    ['auditor', ({ closedCase }) => `/oversight-cases/${closedCase}`],
  ],
  '/oversight-cases/{id}/acknowledgement': [
    ['security', ({ heldCase }) => `/oversight-cases/${heldCase}/acknowledgement`],
  ],
  '/oversight-cases/{id}/decision': [
    ['security', ({ breachCase }) => `/oversight-cases/${breachCase}/decision?as=stopped`],
    ['security', ({ incidentCase }) => `/oversight-cases/${incidentCase}/decision?as=serious_incident`],
    ['security', ({ heldCase }) => `/oversight-cases/${heldCase}/decision`],
  ],
  '/oversight-cases/{id}/second-opinion': [
    ['security', ({ heldCase }) => `/oversight-cases/${heldCase}/second-opinion`],
  ],
  '/oversight-cases/{id}/confirmation': [
    ['security-2', ({ proposedCase }) => `/oversight-cases/${proposedCase}/confirmation`],
  ],
  '/oversight-cases/{id}/disagreement': [
    ['security-2', ({ proposedCase }) => `/oversight-cases/${proposedCase}/disagreement`],
  ],
  '/oversight-cases/{id}/handover': [
    ['security', ({ heldCase }) => `/oversight-cases/${heldCase}/handover?place=first`],
  ],
  '/oversight-cases/{id}/reassignment': [
    ['compliance', ({ heldCase }) => `/oversight-cases/${heldCase}/reassignment?place=first`],
  ],
  '/oversight-cases/{id}/report': [
    ['security', ({ incidentCase }) => `/oversight-cases/${incidentCase}/report?told=authority`],
  ],
  '/oversight-cases/{id}/closing': [
    ['security', ({ incidentCase }) => `/oversight-cases/${incidentCase}/closing`],
  ],
  '/oversight-cases/{id}/calling-off': [
    ['compliance', ({ breachCase }) => `/oversight-cases/${breachCase}/calling-off`],
  ],
  '/concerns/new': [['auditor', ({ system }) => `/concerns/new?system=${system}`]],
  '/concerns/{id}': [['colleague', ({ concern }) => `/concerns/${concern}`]],
  '/oversight-policy': [['compliance', () => '/oversight-policy?done=published']],
  '/oversight-policy/next': [['compliance', () => '/oversight-policy/next']],
  '/oversight-policy/versions/{version}': [['auditor', () => '/oversight-policy/versions/1']],
  '/oversight-policy/comparison': [['auditor', () => '/oversight-policy/comparison?from=1&to=2']],
  '/usage-policy/comparison': [['auditor', () => '/usage-policy/comparison?from=1&to=1']],
  '/usage-policy': [['compliance', () => '/usage-policy?done=published']],
  '/usage-policy/next': [['compliance', () => '/usage-policy/next']],
  '/usage-policy/versions/{version}': [['auditor', () => '/usage-policy/versions/1']],
  '/ai-systems/{id}/usage-check': [['colleague', ({ system }) => `/ai-systems/${system}/usage-check`]],
  '/risks': [
    ['management', () => '/risks'],
    ['auditor', () => '/risks?measure=inherent&state=closed'],
  ],
  '/risks/{id}': [
    ['management', ({ acceptingRisk }) => `/risks/${acceptingRisk}`],
    ['requester', ({ mitigatedRisk }) => `/risks/${mitigatedRisk}`],
    ['auditor', ({ acceptingRisk }) => `/risks/${acceptingRisk}`],
    ['compliance', ({ closedRisk }) => `/risks/${closedRisk}?done=closed`],
  ],
  '/risks/new': [['requester', ({ midWay }) => `/risks/new?request=${midWay}&system=Support+Drafts`]],
  '/risks/import': [['compliance', () => '/risks/import']],
  '/risks/{id}/description': [
    ['requester', ({ acceptingRisk }) => `/risks/${acceptingRisk}/description`],
    ['auditor', ({ acceptingRisk }) => `/risks/${acceptingRisk}/description`],
  ],
  '/risks/{id}/assessment': [['requester', ({ mitigatedRisk }) => `/risks/${mitigatedRisk}/assessment`]],
  '/risks/{id}/closure': [['compliance', ({ mitigatedRisk }) => `/risks/${mitigatedRisk}/closure`]],
  '/risks/{id}/reopening': [['compliance', ({ closedRisk }) => `/risks/${closedRisk}/reopening`]],
  '/risk-policy': [['compliance', () => '/risk-policy?done=published']],
  '/risk-policy/next': [['compliance', () => '/risk-policy/next']],
  '/risk-policy/versions/{version}': [['auditor', () => '/risk-policy/versions/1']],
  '/risk-policy/comparison': [['auditor', () => '/risk-policy/comparison?from=1&to=2']],
  '/vendors/import': [['compliance', () => '/vendors/import']],
  '/actions': [
    ['auditor', () => '/actions'],
    ['auditor', ({ withConditions }) => `/actions?state=any&subject=adoption-request/${withConditions}`],
  ],
  '/vendors': [
    ['requester', () => '/vendors'],
    ['auditor', () => '/vendors?sort=lapses'],
    ['auditor', () => '/vendors?state=rejected&q=nothing'],
  ],
  '/vendors/new': [['requester', () => '/vendors/new']],
  '/vendors/{id}': [
    ['requester', ({ vendor }) => `/vendors/${vendor}?done=attached`],
    ['security', ({ reviewedVendor }) => `/vendors/${reviewedVendor}`],
    ['requester', ({ askedVendor }) => `/vendors/${askedVendor}`],
    ['auditor', ({ endedVendor }) => `/vendors/${endedVendor}`],
  ],
  '/vendors/{id}/details': [['requester', ({ vendor }) => `/vendors/${vendor}/details`]],
  '/vendors/{id}/assessments/new': [['requester', ({ vendor }) => `/vendors/${vendor}/assessments/new`]],
  '/vendors/{id}/assessments/{number}': [
    ['auditor', ({ vendor }) => `/vendors/${vendor}/assessments/1`],
    ['requester', ({ askedVendor }) => `/vendors/${askedVendor}/assessments/1`],
  ],
  '/vendors/{id}/assessments/{number}/comparison': [
    ['auditor', ({ vendor }) => `/vendors/${vendor}/assessments/2/comparison?with=1`],
  ],
  '/vendors/{id}/sign-off': [
    ['security', ({ reviewedVendor }) => `/vendors/${reviewedVendor}/sign-off?role=security`],
    ['auditor', ({ reviewedVendor }) => `/vendors/${reviewedVendor}/sign-off`],
  ],
  '/vendors/{id}/reports/new': [['colleague', ({ vendor }) => `/vendors/${vendor}/reports/new`]],
  '/vendors/{id}/off-boarding': [['requester', ({ vendor }) => `/vendors/${vendor}/off-boarding`]],
  '/vendor-policy': [['compliance', () => '/vendor-policy']],
  '/vendor-policy/versions/{version}': [['auditor', () => '/vendor-policy/versions/1']],
  '/actions/{id}': [
    ['compliance', ({ action }) => `/actions/${action}`],
    ['auditor', ({ action }) => `/actions/${action}`],
  ],
  '/vendors/{id}/links': [
    ['requester', ({ draftingVendor }) => `/vendors/${draftingVendor}/links?done=sent`],
    ['auditor', ({ draftingVendor }) => `/vendors/${draftingVendor}/links`],
  ],
  '/vendors/{id}/assessments/{number}/answers': [
    ['requester', ({ draftingVendor }) => `/vendors/${draftingVendor}/assessments/1/answers?done=saved`],
    ['compliance', ({ answeredVendor }) => `/vendors/${answeredVendor}/assessments/1/answers`],
  ],
  '/vendors/{id}/assessments/{number}/answers/{question}/file': [
    ['requester', ({ draftingVendor }) => `/vendors/${draftingVendor}/assessments/1/answers/evaluation/file`],
  ],
  '/duties': [
    ['compliance', () => '/duties'],
    ['auditor', () => '/duties'],
  ],
  '/duties/{id}': [
    ['compliance', ({ duty }) => `/duties/${duty}?done=paused`],
    ['auditor', ({ duty }) => `/duties/${duty}`],
  ],
  '/audit-packs': [['auditor', () => '/audit-packs']],
  '/audit-packs/new': [['auditor', () => '/audit-packs/new']],
  '/audit-packs/{id}': [
    ['auditor', ({ readyPack }) => `/audit-packs/${readyPack}`],
    ['compliance', ({ makingPack }) => `/audit-packs/${makingPack}`],
    ['administrator', ({ cancelledPack }) => `/audit-packs/${cancelledPack}`],
  ],
  '/usage-audits': [
    ['compliance', () => '/usage-audits?state=waiting'],
    ['auditor', () => '/usage-audits'],
  ],
  '/usage-audits/{id}': [
    ['compliance', ({ waitingAudit }) => `/usage-audits/${waitingAudit}?done=opened`],
    ['compliance', ({ takenAudit }) => `/usage-audits/${takenAudit}`],
    ['auditor', ({ signedAudit }) => `/usage-audits/${signedAudit}`],
    ['colleague', ({ signedAudit }) => `/usage-audits/${signedAudit}`],
  ],
  '/usage-audits/{id}/findings': [['compliance', ({ takenAudit }) => `/usage-audits/${takenAudit}/findings`]],
  '/audit-engagements': [
    ['compliance', () => '/audit-engagements'],
    ['external-auditor', () => '/audit-engagements'],
  ],
  '/audit-engagements/new': [['compliance', () => '/audit-engagements/new']],
  '/audit-engagements/{id}': [
    ['compliance', ({ engagement }) => `/audit-engagements/${engagement}`],
    ['external-auditor', ({ engagement }) => `/audit-engagements/${engagement}`],
    ['auditor', ({ closedEngagement }) => `/audit-engagements/${closedEngagement}`],
  ],
  '/audit-engagements/{id}/controls': [
    ['external-auditor', ({ engagement }) => `/audit-engagements/${engagement}/controls`],
  ],
  '/audit-engagements/{id}/controls/{statement}': [
    ['external-auditor', ({ engagement }) => `/audit-engagements/${engagement}/controls/boundaries`],
  ],
  '/audit-engagements/{id}/records/{kind}': [
    ['external-auditor', ({ engagement }) => `/audit-engagements/${engagement}/records/adoption-request`],
  ],
  '/audit-engagements/{id}/records/{kind}/{record}': [
    [
      'external-auditor',
      ({ engagement, midWay }) => `/audit-engagements/${engagement}/records/adoption-request/${midWay}`,
    ],
    [
      'external-auditor',
      ({ engagement, system }) => `/audit-engagements/${engagement}/records/ai-system/${system}`,
    ],
    [
      'external-auditor',
      ({ engagement, signedAudit }) => `/audit-engagements/${engagement}/records/usage-audit/${signedAudit}`,
    ],
  ],
  '/evidence-requests/{id}': [
    ['compliance', ({ askedEvidence }) => `/evidence-requests/${askedEvidence}`],
    ['requester', ({ askedEvidence }) => `/evidence-requests/${askedEvidence}`],
    ['external-auditor', ({ answeredEvidence }) => `/evidence-requests/${answeredEvidence}`],
    ['auditor', ({ acceptedEvidence }) => `/evidence-requests/${acceptedEvidence}`],
  ],
  '/management-reviews': [
    ['compliance', () => '/management-reviews'],
    ['auditor', () => '/management-reviews'],
  ],
  '/management-reviews/{id}': [
    ['compliance', ({ openReview }) => `/management-reviews/${openReview}?done=written`],
    ['management', ({ submittedReview }) => `/management-reviews/${submittedReview}`],
    ['auditor', ({ closedReview }) => `/management-reviews/${closedReview}`],
  ],
  '/management-reviews/{id}/minutes': [
    ['compliance', ({ openReview }) => `/management-reviews/${openReview}/minutes`],
  ],
  '/training': [
    ['colleague', () => '/training'],
    ['auditor', () => '/training'],
  ],
  '/people/{id}/training': [['compliance', ({ learner }) => `/people/${learner}/training`]],
  '/people/{id}/training/new': [['compliance', ({ learner }) => `/people/${learner}/training/new`]],
  '/training/on': [['auditor', () => '/training/on?for=oversight']],
  '/training/import': [['compliance', () => '/training/import']],
  '/training-completions/{id}': [
    ['compliance', ({ completion }) => `/training-completions/${completion}`],
    ['auditor', ({ revokedCompletion }) => `/training-completions/${revokedCompletion}`],
  ],
  '/courses': [
    ['compliance', () => '/courses'],
    ['colleague', () => '/courses?state=retired'],
  ],
  '/courses/new': [
    ['compliance', () => '/courses/new'],
    ['compliance', () => '/courses/new?template=human-oversight'],
  ],
  '/courses/{id}': [
    ['compliance', ({ course }) => `/courses/${course}?done=published`],
    ['colleague', ({ course }) => `/courses/${course}`],
  ],
  '/courses/{id}/pages/{number}': [['requester', ({ course }) => `/courses/${course}/pages/3`]],
  '/courses/{id}/quiz': [['requester', ({ course }) => `/courses/${course}/quiz`]],
  '/courses/{id}/attempts/{attempt}': [
    ['colleague', ({ course, failedAttempt }) => `/courses/${course}/attempts/${failedAttempt}`],
    ['colleague', ({ course, passedAttempt }) => `/courses/${course}/attempts/${passedAttempt}`],
  ],
  '/courses/{id}/outstanding': [
    ['compliance', ({ course }) => `/courses/${course}/outstanding`],
    ['colleague', ({ course }) => `/courses/${course}/outstanding`],
  ],
  '/courses/{id}/details': [['compliance', ({ course }) => `/courses/${course}/details`]],
  '/courses/{id}/retirement': [['compliance', ({ course }) => `/courses/${course}/retirement`]],
  '/courses/{id}/versions/new': [['compliance', ({ course }) => `/courses/${course}/versions/new`]],
  '/courses/{id}/versions/{version}': [
    ['compliance', ({ course }) => `/courses/${course}/versions/1`],
    ['auditor', ({ course }) => `/courses/${course}/versions/2`],
  ],
  '/assignments': [['requester', () => '/assignments']],
  '/policies': [
    ['compliance', () => '/policies'],
    ['requester', () => '/policies?state=retired&q=nothing'],
  ],
  '/policies/new': [
    ['compliance', () => '/policies/new'],
    ['compliance', () => '/policies/new?template=employee-guidelines'],
  ],
  '/policies/{id}': [
    ['colleague', ({ policy }) => `/policies/${policy}`],
    ['legal', ({ policy }) => `/policies/${policy}?done=acknowledged`],
    ['requester', ({ revisedPolicy }) => `/policies/${revisedPolicy}`],
    ['legal', ({ signingPolicy }) => `/policies/${signingPolicy}`],
    ['auditor', ({ retiredPolicy }) => `/policies/${retiredPolicy}`],
  ],
  '/policies/{id}/details': [['requester', ({ revisedPolicy }) => `/policies/${revisedPolicy}/details`]],
  '/policies/{id}/draft': [['requester', ({ policy }) => `/policies/${policy}/draft?done=saved`]],
  '/policies/{id}/draft/preview': [
    ['requester', ({ revisedPolicy }) => `/policies/${revisedPolicy}/draft/preview`],
    ['auditor', ({ policy }) => `/policies/${policy}/draft/preview`],
  ],
  '/policies/{id}/confirmation': [
    ['requester', ({ revisedPolicy }) => `/policies/${revisedPolicy}/confirmation`],
  ],
  '/policies/{id}/sign-off': [
    ['legal', ({ signingPolicy }) => `/policies/${signingPolicy}/sign-off?role=legal`],
    ['privacy', ({ signingPolicy }) => `/policies/${signingPolicy}/sign-off`],
  ],
  '/policies/{id}/versions': [['auditor', ({ policy }) => `/policies/${policy}/versions`]],
  '/policies/{id}/versions/{version}': [['auditor', ({ policy }) => `/policies/${policy}/versions/1`]],
  '/policies/{id}/comparison': [['auditor', ({ policy }) => `/policies/${policy}/comparison?from=1&to=2`]],
  '/policies/{id}/acknowledgements': [
    ['auditor', ({ policy }) => `/policies/${policy}/acknowledgements`],
    ['auditor', ({ policy }) => `/policies/${policy}/acknowledgements?on=2020-01-01&version=1`],
  ],
  '/policies/{id}/outstanding': [['requester', ({ policy }) => `/policies/${policy}/outstanding`]],
  '/policies/{id}/review': [['compliance', ({ revisedPolicy }) => `/policies/${revisedPolicy}/review`]],
  '/policies/{id}/retirement': [['compliance', ({ policy }) => `/policies/${policy}/retirement`]],
  '/significant-changes': [['compliance', () => '/significant-changes?done=declared']],
  '/significant-changes/new': [['compliance', () => '/significant-changes/new']],
  '/approval-policy': [['compliance', () => '/approval-policy']],
  '/approval-policy/next': [['compliance', () => '/approval-policy/next']],
  '/approval-policy/versions/{version}': [['auditor', () => '/approval-policy/versions/1']],
  '/approval-policy/comparison': [['auditor', () => '/approval-policy/comparison?from=1&to=2']],
  '/delegations': [
    ['security', () => '/delegations'],
    ['compliance', () => '/delegations?show=all'],
  ],
  '/delegations/new': [['security', () => '/delegations/new']],
  '/delegations/{id}/revocation': [['security', ({ delegation }) => `/delegations/${delegation}/revocation`]],
  '/people': [['administrator', () => '/people']],
  '/people/new': [['administrator', () => '/people/new']],
  '/people/{id}': [
    ['administrator', ({ active }) => `/people/${active}`],
    ['auditor', ({ left }) => `/people/${left}`],
  ],
  '/people/{id}/record': [['administrator', ({ active }) => `/people/${active}/record`]],
  '/people/{id}/roles': [['administrator', ({ active }) => `/people/${active}/roles`]],
  '/people/{id}/departure': [['administrator', ({ active }) => `/people/${active}/departure`]],
  '/people/{id}/return': [['administrator', ({ left }) => `/people/${left}/return`]],
  '/settings': [
    ['security', () => '/settings'],
    ['auditor', () => '/settings'],
  ],
  '/mailbox': [['legal', () => '/mailbox']],
  '/mailbox/{id}': [['legal', ({ mail }) => `/mailbox/${mail}`]],
  '/messages': [['administrator', () => '/messages']],
  '/messages/addresses': [['administrator', () => '/messages/addresses']],
  '/messages/addresses/{role}': [['administrator', () => '/messages/addresses/legal']],
  '/webhooks': [['administrator', () => '/webhooks']],
  '/webhooks/new': [['administrator', () => '/webhooks/new']],
  '/webhooks/{id}': [['administrator', ({ webhook }) => `/webhooks/${webhook}`]],
  '/webhooks/{id}/change': [['administrator', ({ webhook }) => `/webhooks/${webhook}/change`]],
  '/tokens': [['administrator', () => '/tokens']],
  '/tokens/new': [['administrator', () => '/tokens/new']],
  '/tokens/{id}/revocation': [['administrator', ({ token }) => `/tokens/${token}/revocation`]],
  '/audit': [['auditor', () => '/audit']],
  '/audit/streams/{kind}/{id}': [['auditor', ({ midWay }) => `/audit/streams/adoption-request/${midWay}`]],
};
