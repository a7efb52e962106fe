import type { z } from 'zod';
import type { AuditPackState } from '../../../domain/audit-pack.ts';
import type { auditPack, auditPackSummary } from '../../schemas/audit-pack.ts';
import { Mark, type Shape, type Tone } from '../components/mark.tsx';

export type AuditPackReading = z.output<typeof auditPack>;
export type AuditPackSummary = z.output<typeof auditPackSummary>;

const marks: Record<AuditPackState, [Shape, Tone, string]> = {
  making: ['clock', 'waiting', 'Being made'],
  ready: ['tick', 'good', 'Ready'],
  cancelled: ['dash', 'quiet', 'Called off'],
  expired: ['dash', 'quiet', 'No longer kept'],
};

export function AuditPackMark({ state }: { state: AuditPackState }) {
  const [shape, tone, words] = marks[state];
  return (
    <Mark shape={shape} tone={tone}>
      {words}
    </Mark>
  );
}

export function scopeInWords({ scope: { systems } }: Pick<AuditPackSummary, 'scope'>): string {
  if (systems === 'all') return 'All AI systems';
  return systems.map(({ name }) => name).join(', ');
}

/** "1.4 GB": bytes in units of a thousand. */
export function sizeInWords(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1_000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1_000 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}
