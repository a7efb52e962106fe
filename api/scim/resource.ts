import type { Page } from '../../db/directory-search.ts';
import type { Services } from '../services.ts';

/** What a request to SCIM comes with. */
export interface ScimCall {
  services: Services;
  at: string;
  /** Where SCIM is served, without a slash at the end. */
  base: string;
}

export type Representation = Record<string, unknown>;

/** What can be done to the resources of a kind (RFC 7644, 3). Whatever cannot be done is thrown. */
export interface Resource {
  list(
    call: ScimCall,
    filter: string | undefined,
    page: Page,
    wanted: (attribute: string) => boolean,
  ): Promise<{ total: number; resources: Representation[] }>;
  read(call: ScimCall, id: string, wanted?: (attribute: string) => boolean): Promise<Representation>;
  /** Returns the id of the new one. */
  create(call: ScimCall, body: unknown): Promise<string>;
  replace(call: ScimCall, id: string, body: unknown): Promise<void>;
  patch(call: ScimCall, id: string, body: unknown): Promise<void>;
  remove(call: ScimCall, id: string): Promise<void>;
}
