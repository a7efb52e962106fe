import { z } from 'zod';
import { notificationChannels, publicEventTypes } from '../../domain/notification-kind.ts';
import { Problem } from '../problem.ts';
import type { Services } from '../services.ts';
import { allDistinct } from './text.ts';

const way = z.enum(notificationChannels);

/** A URL that something is posted to; such URLs are secrets, so whoever reads them is who has set them. */
const postUrl = z
  .url({ protocol: /^https?$/, error: 'must be an https URL' })
  .max(2_000)
  .refine((url) => {
    const { username, password } = new URL(url);
    return username === '' && password === '';
  }, 'must not hold a user name or password');

export const notificationChoice = z
  .strictObject({
    asks: way.meta({
      description: 'What I am to do: sign-offs, risks to treat or accept, actions, vendors’ answers.',
    }),
    reminders: way,
    outcomes: way.meta({
      description:
        'What became of my requests, risks and vendors, of those mine rest on, and of conditions of mine.',
    }),
    comments: way,
    remindersAs: z.enum(['digest', 'at_once']).meta({ description: 'Once a working day, or one by one.' }),
    slackUrl: postUrl.nullable().meta({ description: 'An incoming webhook, for the way `slack`.' }),
  })
  .refine(({ slackUrl, ...choice }) => slackUrl !== null || !Object.values(choice).includes('slack'), {
    path: ['slackUrl'],
    error: 'must be given where anything is to go to Slack',
  })
  .meta({
    id: 'NotificationChoice',
    example: {
      asks: 'mail',
      reminders: 'mail',
      outcomes: 'mail',
      comments: 'none',
      remindersAs: 'digest',
      slackUrl: null,
    },
  });

export const roleAddress = z
  .strictObject({ mail: z.email().max(320).nullable(), slackUrl: postUrl.nullable() })
  .meta({ id: 'RoleAddress', example: { mail: 'legal@example.org', slackUrl: null } });

const eventTypes = z
  .array(z.enum(publicEventTypes))
  .min(1)
  .max(publicEventTypes.length)
  .refine(allDistinct, 'must name each type once')
  .meta({
    description:
      'What it is told of. The body says `type`, `timestamp` and `data`: the id of what it is about, the number of the event, and the state after it.',
  });

export const newEndpoint = z.strictObject({ url: postUrl, eventTypes }).meta({
  id: 'NewWebhookEndpoint',
  example: {
    url: 'https://hooks.example.org/countersign',
    eventTypes: ['adoption_request.submitted', 'adoption_request.decided'],
  },
});

export const endpointChange = z
  .strictObject({
    url: postUrl.optional(),
    eventTypes: eventTypes.optional(),
    enabled: z.boolean().optional(),
  })
  .meta({ id: 'WebhookEndpointChange', example: { enabled: true } });

/** Refuses what would leave the house in the clear. Where an https URL leads is looked at whenever something is sent. */
export function requireHttps({ allowPrivateWebhooks }: Services, url: string | null, pointer: string): void {
  if (url === null || allowPrivateWebhooks || new URL(url).protocol === 'https:') return;
  const detail = 'must be an https URL';
  throw new Problem('invalid', 'What is sent there must not be readable on the way.', {
    errors: [{ pointer, detail }],
  });
}
