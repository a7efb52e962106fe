import type { PersonName } from '../../../db/directory.ts';
import type { AdoptionRequestContent, ContentSection } from '../../../domain/adoption-request-content.ts';
import type { PersonId } from '../../../domain/decider.ts';
import { Facts, Prose } from '../components/document.tsx';
import {
  areaWords,
  dataClassWords,
  effectWords,
  practiceWords,
  systemKindWords,
  systemOriginWords,
} from '../words.ts';

/** One answer of a request as people read it. */
export interface Answer {
  section: ContentSection;
  label: string;
  /** One text for prose, several for a list. */
  value: string | string[];
}

/** The answers of a request in the order in which they are read; empty ones are there too, for comparing revisions. */
export function answersOf(content: AdoptionRequestContent, nameOf: (id: PersonId) => PersonName): Answer[] {
  const { purpose, system, users, data, effect, costs, sourcing, legal, screening } = content;
  return [
    { section: 'title', label: 'Title', value: content.title },
    { section: 'purpose', label: 'Intended use', value: purpose.intendedUse },
    { section: 'purpose', label: 'Purposes', value: purpose.names ?? [] },
    { section: 'purpose', label: 'Alternatives considered', value: purpose.alternativesConsidered },
    { section: 'system', label: 'Name', value: system.name },
    { section: 'system', label: 'Provider', value: system.provider },
    { section: 'system', label: 'Model', value: system.model },
    { section: 'system', label: 'What it does', value: systemKindWords[system.kind] ?? system.kind },
    {
      section: 'system',
      label: 'Where it comes from',
      value: systemOriginWords[system.origin] ?? system.origin,
    },
    { section: 'users', label: 'Teams', value: users.teams },
    { section: 'users', label: 'People', value: users.headcount.toLocaleString('en') },
    { section: 'data', label: 'Data it gets', value: data.classes.map((name) => dataClassWords[name]) },
    {
      section: 'data',
      label: 'Training on our data',
      value: data.providerMayTrain ? 'The provider may train on it' : 'The provider may not train on it',
    },
    { section: 'effect', label: 'Effect on people', value: effectWords[effect.onPeople] },
    { section: 'effect', label: 'Who is affected', value: effect.affected },
    { section: 'costs', label: 'Purchase', value: money(costs.purchase, costs.currency) },
    { section: 'costs', label: 'Running, a year', value: money(costs.runningPerYear, costs.currency) },
    { section: 'costs', label: 'Monitoring, a year', value: money(costs.monitoringPerYear, costs.currency) },
    { section: 'sourcing', label: 'Procurement', value: sourcing.procurement },
    { section: 'sourcing', label: 'Why this one', value: sourcing.reason },
    { section: 'legal', label: 'Regions', value: legal.regions },
    { section: 'legal', label: 'Legal basis', value: legal.basis },
    { section: 'businessOwner', label: 'Business owner', value: nameOf(content.businessOwner).name },
    {
      section: 'screening',
      label: 'Prohibited practices (Article 5)',
      value: screening.prohibitedPractices.map((practice) => practiceWords[practice]),
    },
    {
      section: 'screening',
      label: 'High-risk areas (Annex III)',
      value: screening.highRiskAreas.map((area) => areaWords[area]),
    },
  ];
}

/** What is asked, as a document: the purpose in full, and a row for every other part. */
export function ContentView({
  content,
  nameOf,
}: {
  content: AdoptionRequestContent;
  nameOf: (id: PersonId) => PersonName;
}) {
  const { purpose, system, users, data, effect, costs, sourcing, legal, screening } = content;
  const lines = (...texts: string[]) => <Prose text={texts.filter((text) => text !== '').join('\n\n')} />;
  return (
    <div class="stack-close">
      <Prose text={purpose.intendedUse} />
      <Facts
        facts={[
          [
            'Purposes',
            purpose.names !== undefined && purpose.names.length > 0 && lines(purpose.names.join(', ')),
          ],
          ['Alternatives', purpose.alternativesConsidered && lines(purpose.alternativesConsidered)],
          [
            'AI system',
            lines(
              [system.name, system.provider, system.model].filter((part) => part !== '').join(' · '),
              `${systemKindWords[system.kind] ?? system.kind}. ${systemOriginWords[system.origin] ?? system.origin}.`,
            ),
          ],
          ['Users', lines(users.teams.join(', '), `${users.headcount.toLocaleString('en')} people`)],
          [
            'Data',
            lines(
              data.classes.map((name) => dataClassWords[name]).join(', '),
              data.providerMayTrain ? 'The provider may train on it.' : 'The provider may not train on it.',
            ),
          ],
          ['Effect on people', lines(`${effectWords[effect.onPeople]}.`, effect.affected.join(', '))],
          [
            'Costs',
            lines(
              `${money(costs.runningPerYear, costs.currency)} a year to run, ${money(costs.monitoringPerYear, costs.currency)} a year to monitor, ${money(costs.purchase, costs.currency)} to buy`,
            ),
          ],
          [
            'Sourcing',
            sourcing.procurement + sourcing.reason && lines(sourcing.procurement, sourcing.reason),
          ],
          ['Legal', legal.basis + legal.regions.join('') && lines(legal.regions.join(', '), legal.basis)],
          ['Business owner', nameOf(content.businessOwner).name],
          [
            'Prohibited practices named',
            screening.prohibitedPractices.map((practice) => practiceWords[practice]).join(', '),
          ],
          ['High-risk areas named', screening.highRiskAreas.map((area) => areaWords[area]).join(', ')],
        ]}
      />
    </div>
  );
}

/** The answer on one line of text, for comparing. */
export function textOf({ value }: Answer): string {
  return Array.isArray(value) ? value.join('\n') : value;
}

function money(amount: number, currency: string): string {
  return amount === 0 ? 'nothing' : `${amount.toLocaleString('en')} ${currency}`;
}
