import type { AdoptionRequestContent } from '../domain/adoption-request-content.ts';

type Amendment = {
  [Section in keyof AdoptionRequestContent]?: AdoptionRequestContent[Section] extends object
    ? Partial<AdoptionRequestContent[Section]>
    : AdoptionRequestContent[Section];
};

/** The content with what the amendment names put in its place, section by section. */
export function mergeAmendment(
  content: AdoptionRequestContent,
  amendment: Amendment,
): AdoptionRequestContent {
  return {
    title: amendment.title ?? content.title,
    purpose: { ...content.purpose, ...amendment.purpose },
    system: { ...content.system, ...amendment.system },
    users: { ...content.users, ...amendment.users },
    data: { ...content.data, ...amendment.data },
    effect: { ...content.effect, ...amendment.effect },
    costs: { ...content.costs, ...amendment.costs },
    sourcing: { ...content.sourcing, ...amendment.sourcing },
    legal: { ...content.legal, ...amendment.legal },
    businessOwner: amendment.businessOwner ?? content.businessOwner,
    screening: { ...content.screening, ...amendment.screening },
  };
}
