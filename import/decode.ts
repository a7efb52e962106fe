import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** What a file says, and how its bytes were read. */
export interface Decoded {
  text: string;
  encoding: string;
}

const marks: [number[], string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/**
 * Reads bytes as text: as told, else by their byte order mark, else as UTF-8 where they are valid UTF-8, else as Windows-1252,
 * which is what spreadsheets of the western world save. (Node's own TextDecoder takes Windows-1252 for Latin-1 since 20.18.3.)
 * @throws {RangeError} when `told` is not the name of an encoding
 */
export function decode(bytes: Buffer, told?: string): Decoded {
  if (!iconv.encodingExists(told ?? 'utf-8'))
    throw new RangeError(`The mapping's encoding is not known: ${told}`);
  const marked = marks.find(([mark]) => mark.every((byte, index) => bytes[index] === byte))?.[1];
  const encoding = told ?? marked ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252');
  return { text: iconv.decode(bytes, encoding), encoding };
}
