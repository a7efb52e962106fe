import { z } from 'zod';
import type { UploadedFile } from '../upload.ts';
import { personName } from './text.ts';

export const evidence = z
  .object({
    hash: z.string().meta({ description: 'SHA-256 of the content, in hexadecimal digits.' }),
    name: z.string(),
    size: z.number().int().meta({ description: 'Bytes.' }),
    mediaType: z.string(),
    addedBy: personName,
    addedAt: z.iso.datetime(),
  })
  .meta({ id: 'Evidence', description: 'A file that supports what was said.' });

const uploadedFile = z
  .custom<UploadedFile>((file) => typeof file === 'object' && file !== null && 'content' in file, {
    error: 'must be a file',
  })
  .meta({ override: { type: 'string', format: 'binary' } });

export const upload = z.strictObject({ file: uploadedFile }).meta({
  id: 'EvidenceUpload',
  description:
    'One file of at most 25 MiB: PDF, PNG, JPEG, TXT or CSV (UTF-8), DOCX, XLSX or PPTX (without macros). Its content must be what its name says.',
  example: { file: 'All data is encrypted at rest.\n' },
});

/** In small letters, whatever it is asked for in. */
export const evidenceHash = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/);
