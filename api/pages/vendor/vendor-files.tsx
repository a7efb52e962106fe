import type { Attachment } from '../../../db/evidence.ts';
import { EmptyState, PersonLabel } from '../components/document.tsx';
import { FaultSummary, FileField } from '../components/form.tsx';
import { Time } from '../components/time.tsx';
import type { Refused } from '../refused-form.ts';
import type { VendorReading } from './vendor-reading.ts';

/** The kinds of files that are taken, for the browser's dialogue; what they are is found out when they come. */
const kinds = '.pdf,.png,.jpg,.jpeg,.txt,.csv,.docx,.xlsx,.pptx';

/** The files of a vendor, each to be saved. */
export function Files({
  id,
  files,
  nameOf,
  zone,
}: Pick<VendorReading, 'id' | 'files' | 'nameOf'> & { zone: string }) {
  if (files.length === 0) return <EmptyState title="No file is attached." />;
  return (
    <ul class="list">
      {files.map((file) => (
        <li key={file.hash}>
          <p class="list-title">
            <a href={`/vendors/${id}/evidence/${file.hash}`}>{file.name}</a>
          </p>
          <p class="list-side quiet">{sizeInWords(file)}</p>
          <p class="list-more">
            <span>
              from <PersonLabel person={nameOf(file.addedBy)} />, <Time at={file.addedAt} zone={zone} />
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}

export function UploadForm({ id, refused }: { id: string; refused: Refused }) {
  return (
    <form
      method="post"
      action={`/vendors/${id}/evidence`}
      encType="multipart/form-data"
      class="form comment-form"
      id="upload"
    >
      <FaultSummary {...refused} />
      <FileField
        name="/file"
        label="Attach a file"
        hint="PDF, picture, text, CSV or an Office document without macros; 25 MiB at most. Everybody here can read it."
        accept={kinds}
        fault={refused.faults.get('/file')}
      />
      <button class="button-quiet">Attach it</button>
    </form>
  );
}

function sizeInWords({ size }: Attachment): string {
  if (size < 1_000) return `${size} bytes`;
  return size < 1_000_000 ? `${Math.round(size / 1_000)} kB` : `${(size / 1_000_000).toFixed(1)} MB`;
}
