import type { AdoptionRequestContent } from './adoption-request-content.ts';
import { type CatalogueRisk, catalogueRisks } from './risk-catalogue-entries.ts';
import { answered, type Tier, type TriageAnswers } from './triage.ts';

export type { CatalogueRisk };

export interface RiskCatalogue {
  version: string;
  /** The day on which the sources were read. */
  asOf: string;
  sources: Record<string, { title: string; note?: string }>;
  risks: readonly CatalogueRisk[];
}

/** What triage proposes risks from. A change of a risk is a new version; risks in the register name theirs. */
export const riskCatalogue: RiskCatalogue = {
  version: '2026-11',
  asOf: '2026-11-23',
  sources: {
    'ai-act': { title: 'Regulation (EU) 2024/1689 (AI Act)' },
    gdpr: { title: 'Regulation (EU) 2016/679 (GDPR)' },
    iso: {
      title: 'ISO/IEC 42001:2023, Annex C',
      note: 'Numbers of objectives and risk sources only; the wording is our own.',
    },
    nist: { title: 'NIST AI Risk Management Framework 1.0' },
    owasp: { title: 'OWASP Top 10 for Large Language Model Applications 2025' },
  },
  risks: catalogueRisks,
};

/** The risks that a use of AI as described brings, in the order of the catalogue. */
export function proposedRisks(content: TriageAnswers): readonly CatalogueRisk[] {
  return riskCatalogue.risks.filter(({ when }) => when.some((wanted) => answered(wanted, content)));
}

/** The risks that must be treated or accepted before a request is approved: from high risk on, all that are proposed. */
export function requiredRisks(content: AdoptionRequestContent, tier: Tier): readonly CatalogueRisk[] {
  return tier === 'high' || tier === 'critical' ? proposedRisks(content) : [];
}

/** The catalogue's risk that `proposedBy` of a risk in the register names, where this version still has it. */
export function catalogueRisk(proposedBy: string | undefined): CatalogueRisk | undefined {
  const id = proposedBy?.slice(proposedBy.indexOf('/') + 1);
  return riskCatalogue.risks.find((risk) => risk.id === id);
}

/** How a risk in the register names the one that it was made from. */
export function proposedByOf({ id }: CatalogueRisk): string {
  return `${riskCatalogue.version}/${id}`;
}
