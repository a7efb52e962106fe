import type { FoundTrustMail } from '../db/trust-mail.ts';
import {
  accessPath,
  leavingPath,
  subscriptionPath,
  trustPath,
  verifyingPath,
} from '../domain/trust-address.ts';
import type { Message } from './message.ts';
import { instantInWords, onOneLine } from './words.ts';

interface House {
  /** As the organisation calls itself on its page. */
  name: string;
  publicUrl: string;
  timeZone: string;
}

/** What somebody outside is told. Nothing of what others typed stands in a subject. */
export function composeTrustMail(mail: FoundTrustMail, { name, publicUrl, timeZone }: House): Message {
  const { kind, said, token, leaveToken } = mail;
  const house = onOneLine(name, 80);
  const items = (said.lines ?? []).map((line) => ({ title: onOneLine(line), detail: '' }));
  const enter = { label: 'Open the access page', url: `${publicUrl}${accessPath}` };
  const common = {
    facts: [],
    items,
    ...(said.reason !== undefined && { quote: said.reason }),
    action: enter,
    because: `You get this because this address asked ${house} for documents.`,
  };
  const until = said.endsAt === undefined ? '' : instantInWords(said.endsAt, timeZone);
  switch (kind) {
    case 'verify':
      return {
        ...common,
        subject: `Confirm that you ask ${house} for documents`,
        lead: `Somebody, it seems you, has asked ${house} for the documents below with this address. Confirm it within a day; if it was not you, do nothing, and it is forgotten.`,
        action: { label: 'Confirm', url: `${publicUrl}${verifyingPath(token ?? '')}` },
        because: 'The link is for you alone, and works once.',
      };
    case 'enter':
      return {
        ...common,
        items: [],
        subject: `Your way in to the documents of ${house}`,
        lead: 'Open this in the browser in which you asked for it, within half an hour. It leads in nowhere else.',
        action: { label: 'Come in', url: `${publicUrl}${accessPath}/links/${token ?? ''}` },
        because:
          'You get this because somebody typed this address at the access page. If it was not you, do nothing.',
      };
    case 'waiting':
      return {
        ...common,
        subject: `${house} has your request`,
        lead: `Thank you: your address is confirmed. Whoever answers for the documents at ${house} decides now, and you hear of it here.`,
      };
    case 'granted':
      return {
        ...common,
        subject: `${house} has granted you access until ${until}`,
        lead: `You can open these documents until ${until}. Every page of your copies names you.`,
      };
    case 'ending':
      return {
        ...common,
        subject: `Your access at ${house} ends ${until}`,
        lead: `You can open these documents until ${until}. After that you can ask again on the same page, by one button.`,
      };
    case 'expired':
      return {
        ...common,
        subject: `Your access at ${house} has ended`,
        lead: 'The time for which you could open these documents is over. If you need them again, ask on the access page, by one button.',
        action: { label: 'Ask again', url: enter.url },
      };
    case 'refused':
      return {
        ...common,
        subject: `${house} has not granted what you asked for`,
        lead: 'Whoever answers for these documents has decided not to show them to you. This is why:',
        action: { label: 'See what is public', url: `${publicUrl}${trustPath}` },
      };
    case 'revoked':
      return {
        ...common,
        subject: `${house} has taken your access back`,
        lead: 'You cannot open these documents any more. This is why:',
        action: { label: 'See what is public', url: `${publicUrl}${trustPath}` },
      };
    case 'lapsed':
      return {
        ...common,
        subject: `${house} has not answered your request`,
        lead: 'Nobody has decided in time on what you asked for. We are sorry. You can ask again.',
        action: { label: 'Ask again', url: enter.url },
      };
    case 'confirm':
      return {
        ...common,
        items: [],
        subject: `Confirm that you want to hear from ${house}`,
        lead: `Somebody, it seems you, wants this address to hear of changes in the trust center of ${house}. If it was not you, do nothing, and the address is forgotten.`,
        action: { label: 'Confirm', url: `${publicUrl}${subscriptionPath}/${token ?? ''}` },
        because: 'The link is for you alone.',
      };
    case 'news':
      return {
        ...common,
        subject: `News in the trust center of ${house}`,
        lead: `This has changed in the trust center of ${house}:`,
        action: { label: 'Open the trust center', url: `${publicUrl}${trustPath}` },
        because: `You get this because you subscribed. Leave at any time: ${publicUrl}${leavingPath(leaveToken ?? '')}`,
      };
  }
}
