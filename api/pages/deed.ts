import { z } from 'zod';
import type { AnyRoute } from '../route.ts';
import { requestId } from '../schemas/text.ts';
import { type AnyPage, type Form, page, type PageCall, type View } from './page.ts';
import { type Refused, refusalIn } from './refused-form.ts';

/** What a page about one process is asked for. */
export const processParams = z.object({ id: requestId });
export type ProcessCall = PageCall<typeof processParams, undefined>;

/**
 * Makes the pages by which forms on a process's page carry out operations of the API: each leads back to that page, which
 * says what is wrong where the operation is refused.
 */
export function deedsOn(path: string, view: (call: ProcessCall, refused: Refused) => Promise<View>) {
  return (act: string, route: AnyRoute, bodyOf: (form: Form) => object): AnyPage =>
    page({
      method: 'post',
      path: `${path}/{id}/${act}`,
      access: 'person',
      params: processParams,
      handle: async (call) => {
        const { id } = call.params;
        try {
          await call.perform(route, { params: { id }, body: bodyOf(call.form) });
          return { redirect: `${path}/${id}` };
        } catch (error) {
          return view(call, refusalIn(error));
        }
      },
    });
}
