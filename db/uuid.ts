import { hashOf, sha256 } from './canonical.ts';

/** The same UUID for the same value, always: version 8 (RFC 9562: bits of our own making), from a hash of it. */
export function uuidOf(value: unknown): string {
  const bytes = Buffer.from(sha256(hashOf(value)).subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
