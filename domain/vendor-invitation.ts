/** The link of an invitation: whoever has it answers for the vendor, once. No log of ours holds the token. */
export function invitationUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/vendor-portal/${token}`;
}
