import { Problem } from '../../problem.ts';
import {
  addFileOfStatement,
  fileEvidenceOfStatement,
  getFileOfStatement,
  withdrawEvidenceOfStatement,
} from '../../routes/control-evidence.ts';
import { overseers } from '../../people-shown.ts';
import { evidenceHash } from '../../schemas/evidence.ts';
import { requestId } from '../../schemas/text.ts';
import { page } from '../page.ts';
import { refusalIn } from '../refused-form.ts';
import { params, statementView } from './statement.tsx';

export const fileEvidence = page({
  method: 'post',
  path: '/compliance/{statement}/evidence',
  access: 'person',
  params,
  takesFile: true,
  handle: async (call) => {
    const { params: asked, form, file, perform } = call;
    try {
      if (file === undefined) throw noFile();
      const { body } = await perform(addFileOfStatement, { params: asked, body: { file } });
      const owner = form.text('/owner');
      await perform(fileEvidenceOfStatement, {
        params: asked,
        body: {
          hash: (body as { hash: string }).hash,
          covers: { from: form.text('/covers/from'), until: form.text('/covers/until') },
          endsOn: form.text('/endsOn'),
          note: form.text('/note'),
          ...(owner !== '' && { owner }),
        },
      });
      return { redirect: `/compliance/${asked.statement}` };
    } catch (error) {
      return statementView(call, undefined, refusalIn(error));
    }
  },
});

export const withdrawEvidence = page({
  method: 'post',
  path: '/compliance/{statement}/evidence/{id}/withdrawal',
  access: 'person',
  params: params.extend({ id: requestId }),
  handle: async (call) => {
    const { params: asked, form, perform } = call;
    try {
      const body = { reason: form.text(`/reason-${asked.id}`) };
      await perform(withdrawEvidenceOfStatement, { params: asked, body });
      return { redirect: `/compliance/${asked.statement}` };
    } catch (error) {
      return statementView(call, undefined, refusalIn(error));
    }
  },
});

export const downloadEvidence = page({
  method: 'get',
  path: '/compliance/{statement}/files/{hash}',
  access: [...overseers],
  params: params.extend({ hash: evidenceHash }),
  sendsFile: true,
  handle: async ({ params: asked, perform }) => ({
    file: await perform(getFileOfStatement, { params: asked }),
  }),
});

function noFile(): Problem {
  const detail = 'Choose a file.';
  return new Problem('invalid', detail, { errors: [{ pointer: '/file', detail }] });
}
