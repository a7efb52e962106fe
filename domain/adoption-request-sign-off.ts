import type { AdoptionRequest } from './adoption-request-state.ts';
import type { SignOffMatter } from './sign-off.ts';

/** A request as what is signed off: its requester may not, and the business owner is the one it names. */
export function signOffMatterOf({ requester, signOffs, content }: AdoptionRequest): SignOffMatter {
  return { requester, signOffs, holders: { business_owner: content.businessOwner } };
}
