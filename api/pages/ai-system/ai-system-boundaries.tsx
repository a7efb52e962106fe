import { z } from 'zod';
import { hashOf } from '../../../db/canonical.ts';
import type { AiSystem } from '../../../domain/ai-system-state.ts';
import { isResponsible } from '../../../domain/ai-system.ts';
import { boundaryKinds } from '../../../domain/boundary.ts';
import { Problem } from '../../problem.ts';
import { setAiSystemBoundaries } from '../../routes/ai-system-scope.ts';
import { requestId } from '../../schemas/text.ts';
import { page, type PageCall, type PageReply } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { boundariesView } from './ai-system-boundaries-view.tsx';
import { readAiSystemFor } from './ai-system-reading.ts';
import {
  boundariesIn,
  boundaryBody,
  emptyBoundary,
  type TypedBoundary,
  typedBoundary,
} from './typed-boundaries.ts';

const path = '/ai-systems/{id}/boundaries';
const params = z.object({ id: requestId });
type Call = PageCall<typeof params, undefined>;

export const editBoundaries = page({
  method: 'get',
  path,
  access: 'person',
  params,
  handle: async (call) => {
    const system = await systemToBound(call);
    return shown(call, system, system.boundaries.map(typedBoundary), notRefused);
  },
});

/** Sets the boundaries; or adds or takes out one on the page, and sets nothing yet. */
export const setBoundaries = page({
  method: 'post',
  path,
  access: 'person',
  params,
  handle: async (call): Promise<PageReply> => {
    const { params, form, perform } = call;
    const system = await systemToBound(call);
    const typed = boundariesIn(form);
    const step = form.text('step');
    const seen = form.text('seen');
    const takenOut = /^without-(\d+)$/.exec(step)?.[1];
    if (takenOut !== undefined) {
      return shown(call, system, typed.toSpliced(Number(takenOut), 1), notRefused, seen);
    }
    if (step === 'more') {
      const kind = boundaryKinds.find((one) => one === form.text('kind')) ?? 'metric';
      return shown(call, system, [...typed, emptyBoundary(kind)], notRefused, seen);
    }
    // Who sets them once more has been told what they set aside.
    if (seen !== seenOf(system)) return shown(call, system, typed, changedMeanwhile);
    try {
      const { status } = await perform(setAiSystemBoundaries, {
        params,
        body: { boundaries: typed.map(boundaryBody) },
        headers: { 'idempotency-key': form.text('key') },
      });
      return { redirect: `/ai-systems/${params.id}?done=${status === 202 ? 'under_way' : 'bounded'}` };
    } catch (error) {
      return shown(call, system, typed, refusalIn(error), seen);
    }
  },
});

/** The system. Throws a Problem for whoever may not set its boundaries, as the API would once everything is typed. */
async function systemToBound({ params: { id }, services, viewer }: Call): Promise<AiSystem> {
  const { state: system } = await readAiSystemFor(services, id);
  if (isResponsible(viewer.actor, system)) return system;
  throw new Problem('wrong_role', 'Its owner and compliance managers set the boundaries of an AI system.');
}

const changedMeanwhile: Refused = {
  status: 412,
  message: 'The boundaries have been changed since you saw them.',
  faults: new Map(),
};

/** By which one knows whether the boundaries are still those that the form was made with. */
function seenOf({ boundaries }: AiSystem): string {
  return hashOf(boundaries);
}

function shown(
  { params: { id } }: Call,
  system: AiSystem,
  typed: TypedBoundary[],
  refused: Refused,
  seen = seenOf(system),
) {
  return boundariesView({ id, system, typed, refused, seen });
}
