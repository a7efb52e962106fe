import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import type { Request } from 'express';
import { Problem } from './problem.ts';

/** Bytes: 25 MiB. */
export const largestFile = 26_214_400;

/** A file as it was sent; its name is whatever the sender says. */
export interface UploadedFile {
  name: string;
  content: Buffer;
}

/** What a form with a file holds. The file is undefined where none was chosen. */
export interface Upload {
  fields: URLSearchParams;
  file: UploadedFile | undefined;
}

/** Boundaries, and the fields beside the file. */
const aroundFile = 256 * 1024;

/**
 * Reads a form of type multipart/form-data with one file, of which no more than the largest is ever held. Who may send
 * it is for the caller to find out before. Throws a Problem: 413 for a larger file, 415 for another type, 400 for what
 * is no such form.
 */
export async function readUpload(request: Request): Promise<Upload> {
  const parser = parserOf(request);
  const announced = Number(request.get('content-length') ?? largestFile);
  if (announced > largestFile + aroundFile) {
    discard(request);
    throw tooLarge();
  }
  return new Promise((resolve, reject) => {
    const fields = new URLSearchParams();
    let file: UploadedFile | undefined;
    const refuse = (problem: Problem) => {
      request.unpipe(parser);
      discard(request);
      reject(problem);
    };
    const breakOff = () => {
      refuse(new Problem('malformed', 'The form ended before it was whole.'));
    };
    parser.on('field', (name, value, _nameCut, valueCut) => {
      if (valueCut) refuse(new Problem('too_large', `“${name}” is longer than what is taken here.`));
      else fields.append(name, value);
    });
    parser.on('file', (_field, stream, name) => {
      stream.once('limit', () => {
        refuse(tooLarge());
      });
      stream.once('error', breakOff);
      collect(stream, Math.min(announced, largestFile), (content) => {
        // A browser sends a file without name and content where none was chosen.
        if (name !== '' || content.length > 0) file = { name, content };
      });
    });
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
      parser.once(limit, () => {
        refuse(new Problem('malformed', 'Send one file at a time, and little beside it.'));
      });
    }
    parser.on('error', breakOff);
    request.once('error', breakOff);
    parser.once('finish', () => {
      resolve({ fields, file });
    });
    request.pipe(parser);
  });
}

function parserOf(request: Request): BusboyInstance {
  const type = request.get('content-type') ?? '';
  if (!/^multipart\/form-data\s*;/i.test(type)) {
    throw new Problem('unsupported_media_type', 'Send multipart/form-data.');
  }
  try {
    return new Busboy({
      headers: { 'content-type': type },
      isPartAFile: (_field, _type, fileName) => fileName !== undefined,
      limits: {
        fileSize: largestFile,
        files: 1,
        fields: 20,
        fieldSize: 10_000,
        parts: 21,
        headerSize: 8_192,
      },
    });
  } catch (error) {
    throw new Problem('malformed', 'The form does not say by what its parts are divided.', { cause: error });
  }
}

/** Into one place from the start: a list of pieces could cost a hundred times what is in them, if they come byte by byte. */
function collect(stream: BusboyFileStream, most: number, done: (content: Buffer) => void): void {
  const space = Buffer.allocUnsafe(most);
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.copy(space, size);
  });
  stream.once('end', () => {
    done(space.subarray(0, size));
  });
}

/**
 * Lets what is still to come go by: whoever sends somewhat too much reads the answer instead of a broken connection, and
 * whoever sends without end is cut off.
 */
function discard(request: Request): void {
  let patience = 4 * largestFile;
  request.on('data', ({ length }: Buffer) => {
    patience -= length;
    if (patience < 0) request.destroy();
  });
  request.resume();
}

function tooLarge(): Problem {
  return new Problem('too_large', 'A file may have 25 MiB (26,214,400 bytes) and no more.');
}
