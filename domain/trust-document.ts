import type { DomainEvent, PersonId } from './decider.ts';

/** A document that is shown to whoever has been granted access to it, and to nobody else outside. */
export interface TrustDocumentDetails {
  title: string;
  summary: string;
  /** Who answers for it, and decides who sees it. */
  owner: PersonId;
  /** Whether its title and summary stand on the public page; otherwise only whoever has its address can ask for it. */
  listed: boolean;
  needsNda: boolean;
}

export type TrustDocumentEvent = DomainEvent &
  (
    | {
        type: 'TrustDocumentAdded';
        /** By which the world outside names it: random, and not its id. */
        key: string;
        details: TrustDocumentDetails;
        /** SHA-256 of the file, in hexadecimal digits. */
        file: string;
        fileName: string;
      }
    | { type: 'TrustDocumentChanged'; details: TrustDocumentDetails }
    | { type: 'TrustDocumentRemoved'; reason: string }
  );

/** Somebody has taken a copy that names them. `file` is the document's hash, not that of the marked copy. */
export interface TrustDocumentDownloaded extends DomainEvent {
  type: 'TrustDocumentDownloaded';
  download: string;
  grant: string;
  document: string;
  file: string;
  stakeholder: string;
}
