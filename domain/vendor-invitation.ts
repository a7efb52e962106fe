/** Where a vendor comes in by its link. The token stands in the query, which no log of ours holds. */
export const vendorPortalPath = '/vendor-portal';

/** The link of an invitation: whoever has it answers for the vendor, once. */
export function invitationUrl(publicUrl: string, token: string): string {
  return `${publicUrl}${vendorPortalPath}?link=${encodeURIComponent(token)}`;
}
