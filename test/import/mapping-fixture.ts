const constant = (value: unknown) => ({ value });

/** A small mapping of a small inventory; each test changes what it is about. */
export function exampleMapping() {
  return {
    columns: {
      name: ['Name'],
      what: ['What is it for?'],
      pii: ['Personal data?'],
      teams: ['Teams'],
      cost: ['Cost per year'],
    },
    blank: ['n/a'],
    fields: {
      title: { columns: ['name'], value: 'Untitled', mend: 'not stated' },
      purpose: {
        intendedUse: { columns: ['what'], value: 'Not stated.', mend: 'not stated' },
        alternativesConsidered: constant(''),
      },
      system: {
        name: { columns: ['name'], value: 'Unnamed' },
        provider: constant(''),
        model: constant(''),
        kind: {
          cases: [{ value: 'search', when: [{ columns: ['what'], contains: ['\\bsearch'] }] }],
          value: 'other',
        },
        origin: constant('in_house'),
      },
      users: { teams: { columns: ['teams'], value: [] }, headcount: constant(0) },
      data: {
        classes: {
          cases: [
            {
              value: 'personal',
              when: [
                {
                  columns: ['pii'],
                  is: ['Yes', 'Yes - *'],
                  unless: [{ columns: ['what'], contains: ['anonymous'] }],
                },
              ],
            },
            { value: 'internal', when: [{ columns: ['pii'], is: ['No'] }] },
          ],
          value: ['internal'],
          mend: 'not answered',
        },
        providerMayTrain: constant(false),
      },
      effect: { onPeople: constant('none'), affected: constant([]) },
      costs: {
        purchase: constant(0),
        runningPerYear: { columns: ['cost'], value: 0 },
        monitoringPerYear: constant(0),
        currency: constant('EUR'),
      },
      sourcing: { procurement: constant(''), reason: constant('') },
      legal: { regions: constant(['EU']), basis: constant('') },
      businessOwner: constant('business-owner'),
      screening: { prohibitedPractices: constant([]), highRiskAreas: constant([]) },
    },
  };
}

export const messyInventory = [
  'Name;What is it for?;Personal data?;Teams;Cost per year',
  'Search;Searching our files;No;Legal;"€ 1,200"',
  'Letters;Drafts letters;yes – some of it;Sales; 10',
  'Twin;The same row twice;NO;;',
  'Twin;The same row twice;NO;;',
  ';N/A;;;lots',
  '',
].join('\r\n');
