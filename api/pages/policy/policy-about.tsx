import type { ComponentChildren } from 'preact';
import type { Instant } from '../../../domain/decider.ts';
import { policyDutyId } from '../../../domain/duty-catalogue.ts';
import { Facts, PersonLabel, Section, Timeline } from '../components/document.tsx';
import { Due, Time } from '../components/time.tsx';
import { roleWords } from '../words.ts';
import { CampaignFigures } from '../components/campaign-figures.tsx';
import type { PolicyReading } from './policy-reading.ts';
import { momentsOf } from './policy-story.tsx';
import {
  audienceInWords,
  cycleInWords,
  inSentence,
  shortHash,
  significantChangeWords,
} from './policy-words.ts';

/** What is known of it besides its words. */
export function AboutPolicy({ reading, now, zone }: { reading: PolicyReading; now: Instant; zone: string }) {
  const { id, policy, count, events, nameOf } = reading;
  return (
    <>
      <Section title="About it" id="about" aside={<a href={`/policies/${id}/versions`}>All versions</a>}>
        <About reading={reading} zone={zone} />
      </Section>
      {count.asked > 0 && (
        <Section
          title="Acknowledgements"
          id="acknowledgements"
          aside={
            <>
              <a href={`/policies/${id}/outstanding`}>Who is outstanding</a>
              <a href={`/policies/${id}/acknowledgements`}>Who had acknowledged it when</a>
            </>
          }
        >
          <CampaignFigures count={count} done="acknowledged" />
          {policy.campaign !== null && (
            <p class="quiet">
              Version {policy.campaign.version} was put to people on{' '}
              <Time at={policy.campaign.startedAt} zone={zone} style="day" />,{' '}
              <Due at={policy.campaign.dueAt} now={now} zone={zone} />.
            </p>
          )}
        </Section>
      )}
      <Section title="What happened" id="history">
        <Timeline moments={momentsOf(events, nameOf)} zone={zone} />
      </Section>
    </>
  );
}

function About({
  reading: { id, policy, inForce, nextReviewAt, nameOf },
  zone,
}: {
  reading: PolicyReading;
  zone: string;
}) {
  const { details } = policy;
  const version = inForce?.version;
  const facts: [string, ComponentChildren][] = [
    ['Version in force', version && `${version.version}${version.major ? '' : ', a minor one'}`],
    ['In force since', version?.publishedAt && <Time at={version.publishedAt} zone={zone} style="day" />],
    ['What it changed', version?.note],
    [
      'Approved by',
      version &&
        version.approvals.map(({ role, by, at }) => (
          <p key={role}>
            <PersonLabel person={nameOf(by)} /> for {roleWords[role]},{' '}
            <Time at={at} zone={zone} style="day" />
          </p>
        )),
    ],
    ['Written by', version && <PersonLabel person={nameOf(version.author)} />],
    [
      'Fingerprint',
      version && (
        <span class="hash" title={`SHA-256 ${version.hash}`}>
          {shortHash(version.hash)}
        </span>
      ),
    ],
    ['Owned by', <PersonLabel person={nameOf(details.owner)} />],
    ['For', audienceInWords(details.audience, nameOf)],
    [
      'Next review',
      nextReviewAt !== null && (
        <a href={`/duties/${policyDutyId(id)}`}>
          <Time at={nextReviewAt} zone={zone} style="day" />
        </a>
      ),
    ],
    [
      'Reviewed',
      `${cycleInWords(details.cycleMonths)}${details.reviewOn.length === 0 ? '' : `, and on: ${details.reviewOn.map((change) => inSentence(significantChangeWords[change])).join(', ')}`}`,
    ],
  ];
  return <Facts facts={facts} />;
}
