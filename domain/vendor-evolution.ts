import { changeSignOff, pending, reminded } from './sign-off-progress.ts';
import type { SignOff } from './sign-off.ts';
import type { Assessment, Vendor, VendorEvent } from './vendor-state.ts';

/** What each event means for the state. Never refuses: what happened, happened. */
export function evolve(vendor: Vendor | undefined, event: VendorEvent): Vendor {
  if (event.type === 'VendorRegistered') return registered(event);
  if (vendor === undefined)
    throw new Error(`the first event of a vendor is VendorRegistered, not ${event.type}`);
  switch (event.type) {
    case 'VendorChanged':
      return { ...vendor, details: event.details };
    case 'AssessmentStarted':
      return { ...vendor, assessments: event.number, assessment: started(event) };
    case 'AssessmentWidened':
      // Whoever has signed has signed for less.
      return changeAssessment(vendor, (assessment) => ({
        ...assessment,
        dataClasses: event.dataClasses,
        signOffs: assessment.signOffs.map((signOff) => ({ ...signOff, made: null })),
      }));
    case 'VendorReported': {
      const { what, note, by, at } = event;
      // Whoever has signed has signed without knowing.
      return changeAssessment(vendor, (assessment) => ({
        ...assessment,
        reports: [...assessment.reports, { what, note, by, at }],
        signOffs: assessment.signOffs.map((signOff) => ({ ...signOff, made: null })),
      }));
    }
    case 'AnswersReminded':
      return changeAssessment(vendor, (assessment) => ({
        ...assessment,
        remindAt: assessment.remindAt.filter((instant) => instant > event.at),
      }));
    case 'AnswersEscalated':
      return changeAssessment(vendor, (assessment) => ({ ...assessment, escalatedAt: event.at }));
    case 'AnswersSubmitted':
      return answered(vendor, event);
    case 'VendorSignedOff': {
      const { role, by, at, decision, revision, comment, conditions, capacity } = event;
      const made = { by, at, decision, revision, comment, conditions, capacity };
      const signed = changed(vendor, role, (signOff) => ({ ...signOff, made, remindAt: [] }));
      return decision === 'request_changes' ? askedAgain(signed) : signed;
    }
    case 'VendorReminded':
      return changed(vendor, event.role, (signOff) => reminded(signOff, event.at));
    case 'VendorEscalated':
      return changed(vendor, event.role, (signOff) => ({ ...signOff, escalatedAt: event.at }));
    case 'VendorDecided': {
      const { review } = event;
      const certificates = vendor.assessment?.certificates ?? vendor.certificates;
      return { ...vendor, state: review.outcome, review, certificates, assessment: null };
    }
    case 'VendorLapsed':
      return { ...vendor, state: 'lapsed' };
    case 'CertificateExpired':
      return {
        ...vendor,
        certificates: vendor.certificates.filter(({ name }) => name !== event.certificate),
      };
    case 'VendorPolicyAdopted':
      return { ...vendor, policy: event.policy };
    case 'VendorOffBoarded':
      return {
        ...vendor,
        state: 'off_boarded',
        assessment: null,
        offBoarded: { by: event.by, at: event.at, reason: event.reason },
      };
  }
}

function registered(event: Extract<VendorEvent, { type: 'VendorRegistered' }>): Vendor {
  const { at, by, details, policy } = event;
  return {
    state: 'unassessed',
    registeredAt: at,
    registeredBy: by,
    details,
    policy,
    assessments: 0,
    assessment: null,
    review: null,
    certificates: [],
    offBoarded: null,
  };
}

function started(event: Extract<VendorEvent, { type: 'AssessmentStarted' }>): Assessment {
  const { at, number, reason, questionnaire, dataClasses, answerDueAt, remindAt } = event;
  return {
    number,
    reason,
    phase: 'answering',
    startedAt: at,
    questionnaire,
    dataClasses,
    answerDueAt,
    remindAt,
    escalatedAt: null,
    submission: 0,
    answersHash: null,
    answeredBy: null,
    score: null,
    certificates: [],
    signOffs: [],
    reports: [],
  };
}

/** New answers are signed by everybody: a sign-off on other answers says nothing about these. */
function answered(vendor: Vendor, event: Extract<VendorEvent, { type: 'AnswersSubmitted' }>): Vendor {
  const { by, submission, answersHash, score, certificates, plan } = event;
  return changeAssessment(vendor, (assessment) => ({
    ...assessment,
    phase: 'review',
    submission,
    answersHash,
    answeredBy: by,
    score,
    certificates,
    remindAt: [],
    signOffs: plan.map(pending),
  }));
}

/** Somebody has asked for changes: the vendor is to answer again. */
function askedAgain(vendor: Vendor): Vendor {
  return changeAssessment(vendor, (assessment) => ({ ...assessment, phase: 'answering' }));
}

function changed(vendor: Vendor, role: SignOff['role'], change: (signOff: SignOff) => SignOff): Vendor {
  return changeAssessment(vendor, (assessment) => ({
    ...assessment,
    signOffs: changeSignOff(assessment.signOffs, role, change),
  }));
}

function changeAssessment(vendor: Vendor, change: (assessment: Assessment) => Assessment): Vendor {
  return vendor.assessment === null ? vendor : { ...vendor, assessment: change(vendor.assessment) };
}
