import type { PersonalChoice } from '../../../db/notification-choice.ts';
import {
  type NotificationChannel,
  notificationChannels,
  type NotificationGroup,
  notificationGroups,
} from '../../../domain/notification-kind.ts';
import { Choice, FaultSummary, Select, TextField } from '../components/form.tsx';
import type { Form } from '../page.ts';
import type { Refused } from '../refused-form.ts';

const groupWords: Record<NotificationGroup, string> = {
  asks: 'What is asked of you',
  reminders: 'Reminders of it',
  outcomes: 'What becomes of what is yours',
  comments: 'What is said about requests',
};

const channelWords: Record<NotificationChannel, string> = {
  mail: 'By mail',
  slack: 'By Slack',
  none: 'Not at all',
};

/** A choice as the fields of its form, named by the pointers into the API's body. */
export function choiceFields({ slackUrl, ...choice }: PersonalChoice): Record<string, string> {
  const fields = Object.entries(choice).map(([name, value]) => [`/${name}`, value]);
  return { ...(Object.fromEntries(fields) as Record<string, string>), '/slackUrl': slackUrl ?? '' };
}

export function choiceIn(form: Form): Record<string, string | null> {
  const names = [...notificationGroups, 'remindersAs'];
  const slackUrl = form.text('/slackUrl');
  return {
    ...Object.fromEntries(names.map((name) => [name, form.text(`/${name}`)])),
    slackUrl: slackUrl === '' ? null : slackUrl,
  };
}

interface Shown {
  form: Form;
  refused: Refused;
  hasMail: boolean;
}

export function NotificationForm({ form, refused: { message, faults }, hasMail }: Shown) {
  const field = (name: string) => ({ name, value: form.text(name), fault: faults.get(name) });
  return (
    <form method="post" action="/settings/notifications" class="form">
      <FaultSummary message={message} faults={faults} />
      {!hasMail && (
        <p class="hint">No mail address of yours is known, so what goes by mail does not reach you.</p>
      )}
      <div class="pairs">
        {notificationGroups.map((group) => (
          <Select
            key={group}
            {...field(`/${group}`)}
            label={groupWords[group]}
            options={notificationChannels.map((way) => ({ value: way, label: channelWords[way] }))}
          />
        ))}
      </div>
      <Choice
        {...field('/remindersAs')}
        label="Reminders come"
        options={[
          { value: 'digest', label: 'Together, once a working day' },
          { value: 'at_once', label: 'One by one, as they come' },
        ]}
      />
      <TextField
        {...field('/slackUrl')}
        label="Your incoming webhook of Slack"
        hint="Needed where anything goes by Slack. It is a secret: only you see it here."
        type="url"
        optional
      />
      <p class="buttons">
        <button>Choose</button>
      </p>
    </form>
  );
}
