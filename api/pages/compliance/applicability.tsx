import { z } from 'zod';
import { mayWrite } from '../../access.ts';
import { controls, findStatement } from '../../../domain/control-catalogue.ts';
import { maySignApplicability } from '../../../domain/statement-of-applicability.ts';
import { overseers } from '../../people-shown.ts';
import type { AnyRoute } from '../../route.ts';
import {
  listStatementOfApplicabilityVersions,
  readStatementOfApplicability,
  refuseStatementOfApplicability,
  signStatementOfApplicability,
  takeBackStatementOfApplicability,
} from '../../routes/statement-of-applicability.ts';
import type {
  applicabilityVersion,
  statementOfApplicability,
} from '../../schemas/statement-of-applicability.ts';
import { EmptyState, Notice, PersonLabel, Prose, Section } from '../components/document.tsx';
import { FaultSummary, TextField } from '../components/form.tsx';
import { TableFrame } from '../components/table.tsx';
import { Time } from '../components/time.tsx';
import { nameInWords } from '../event-words.ts';
import { page, type PageCall, type PageReply, type View, type Viewer } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';

export const path = '/statement-of-applicability';
const access: [...typeof overseers, 'management'] = [...overseers, 'management'];
const params = z.object({ version: z.coerce.number().int().min(1) });

type Reading = z.output<typeof statementOfApplicability>;
type Content = NonNullable<Reading['proposed']>['content'];
type Version = z.output<typeof applicabilityVersion>;

/** Which controls apply and why: what is in force, what waits to be signed, and what there has been. */
export const applicabilityPage = page({
  method: 'get',
  path,
  access,
  handle: (call) => applicabilityView(call, notRefused),
});

export const sign = deed('signature', signStatementOfApplicability);
export const refuse = deed('refusal', refuseStatementOfApplicability);
export const takeBack = deed('withdrawal', takeBackStatementOfApplicability);

function deed(act: string, route: AnyRoute) {
  return page({
    method: 'post',
    path: `${path}/versions/{version}/${act}`,
    access: 'person',
    params,
    handle: async (call): Promise<PageReply> => {
      const body = act === 'signature' ? {} : { reason: call.form.text('/reason') };
      try {
        await call.perform(route, { params: { version: String(call.params.version) }, body });
        return { redirect: path };
      } catch (error) {
        return applicabilityView(call, refusalIn(error));
      }
    },
  });
}

async function applicabilityView(
  { viewer, perform }: Pick<PageCall<undefined, undefined>, 'viewer' | 'perform'>,
  refused: Refused,
): Promise<View> {
  const [{ body: now }, { body: all }] = await Promise.all([
    perform(readStatementOfApplicability, {}),
    perform(listStatementOfApplicabilityVersions, {}),
  ]);
  const { inForce, proposed } = now as Reading;
  const zone = viewer.timeZone;
  const proposes = viewer.person.roles.includes('compliance_manager');
  return {
    title: 'Statement of applicability',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Statement of applicability</h1>
          <p class="lead">
            Which controls apply, why, and who answers for each. One person puts a version forward; management
            signs it.
          </p>
          <p class="line">
            <a href="/compliance">How the controls stand</a>
            {proposes && proposed === null && <a href={`${path}/new`}>Put a version forward …</a>}
          </p>
        </div>
        <FaultSummary {...refused} />
        <div class="stack">
          {proposed !== null && (
            <Section title={`Version ${proposed.version} waits to be signed`}>
              <p>
                Put forward by <PersonLabel person={proposed.by} />, <Time at={proposed.at} zone={zone} />
              </p>
              <Prose text={proposed.note} />
              <ContentTable version={proposed.version} content={proposed.content} />
              <Deeds version={proposed.version} by={proposed.by.id} viewer={viewer} />
            </Section>
          )}
          {inForce === null ? (
            <EmptyState title="None has been signed yet.">
              <p>Until one is, every control applies, and nobody answers for it by name.</p>
            </EmptyState>
          ) : (
            <Section title={`Version ${inForce.version} is in force`}>
              <p>
                Put forward by <PersonLabel person={inForce.by} />, signed by{' '}
                <PersonLabel person={inForce.signedBy} />, <Time at={inForce.signedAt} zone={zone} />
              </p>
              <ContentTable version={inForce.version} content={inForce.content} />
            </Section>
          )}
          <Versions items={(all as { items: Version[] }).items} zone={zone} />
        </div>
      </>
    ),
  };
}

function ContentTable({ version, content }: { version: number; content: Content }) {
  const titleOf = new Map(controls.map(({ id, title }) => [id, title]));
  return (
    <>
      <TableFrame label={`Controls by version ${version}`}>
        <thead>
          <tr>
            <th scope="col">Control</th>
            <th scope="col">Applies</th>
            <th scope="col">Why</th>
            <th scope="col">Owner</th>
          </tr>
        </thead>
        <tbody>
          {content.controls.map(({ control, applicable, justification, owner }) => (
            <tr key={control}>
              <th scope="row">
                {control} {titleOf.get(control)}
              </th>
              <td>{applicable ? 'yes' : 'no'}</td>
              <td>{justification}</td>
              <td>{owner === null ? '' : <PersonLabel person={owner} />}</td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
      {content.exclusions.map(({ statement, justification }) => (
        <Notice key={statement}>
          Does not apply: {findStatement(statement)?.text ?? statement} <Prose text={justification} />
        </Notice>
      ))}
    </>
  );
}

function Deeds({ version, by, viewer: { person } }: { version: number; by: string; viewer: Viewer }) {
  const proposes = person.roles.includes('compliance_manager');
  if (!mayWrite(person)) return null;
  return (
    <div class="stack">
      {maySignApplicability(person) && person.id !== by && (
        <>
          <form method="post" action={`${path}/versions/${version}/signature`} class="panel panel-act form">
            <h2>Sign it</h2>
            <p>From then on it is in force, and the controls are looked at by it.</p>
            <button>Sign version {version}</button>
          </form>
          <form method="post" action={`${path}/versions/${version}/refusal`} class="panel form">
            <h2>Do not sign it</h2>
            <TextField name="/reason" label="Why" value="" />
            <button class="button-bad">Refuse it</button>
          </form>
        </>
      )}
      {proposes && (
        <form method="post" action={`${path}/versions/${version}/withdrawal`} class="panel form">
          <h2>Take it back</h2>
          <TextField name="/reason" label="Why it is taken back" value="" />
          <button class="button-quiet">Take version {version} back</button>
        </form>
      )}
    </div>
  );
}

function Versions({ items, zone }: { items: Version[]; zone: string }) {
  if (items.length === 0) return null;
  return (
    <Section title="Versions">
      <ul class="list">
        {items.map(({ version, state, proposedBy, proposedAt, decidedBy, decidedAt, reason, hash }) => (
          <li key={version}>
            <p class="list-title">Version {version}</p>
            <p class="list-side">{nameInWords(state)}</p>
            <p class="list-more">
              <span>
                <PersonLabel person={proposedBy} />, <Time at={proposedAt} zone={zone} />
              </span>
              {decidedBy !== null && decidedAt !== null && (
                <span>
                  <PersonLabel person={decidedBy} />, <Time at={decidedAt} zone={zone} />
                </span>
              )}
              {reason !== '' && <span>{reason}</span>}
              <code title={hash}>{hash.slice(0, 12)}</code>
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
