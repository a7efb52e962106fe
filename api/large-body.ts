import express, { type Request, type RequestHandler, type Response } from 'express';
import { Problem } from './problem.ts';
import type { BinaryForm } from './route.ts';
import { turn } from './turn.ts';

const parsers = { '10mb': express.raw({ limit: '10mb', type: () => true }) };

/** How large a body of JSON may be where it is not as usual. */
type LargestBody = keyof typeof parsers;

interface LargeBody {
  body: unknown;
  /** The form in which it came, where that was not JSON. */
  form: BinaryForm | undefined;
}

/**
 * Reads a large body, in JSON or in its binary form; made sense of when it is its turn.
 */
export async function readLargeBody(
  request: Request,
  response: Response,
  { largest, binary }: { largest: LargestBody; binary: BinaryForm | undefined },
): Promise<LargeBody> {
  const type = request.is(['application/json', ...(binary === undefined ? [] : [binary.type])]);
  if (type === false) throw new Problem('unsupported_media_type', `Send ${spoken(binary)}.`);
  await read(parsers[largest], request, response);
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  await turn();
  if (binary !== undefined && type === binary.type) return { body: binary.decode(bytes), form: binary };
  return { body: bytes.length === 0 ? {} : jsonOf(bytes), form: undefined };
}

function spoken(binary: BinaryForm | undefined): string {
  return ['application/json', ...(binary === undefined ? [] : [binary.type])].join(' or ');
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new Problem('malformed', 'The body is not well-formed JSON.', { cause: error });
  }
}

/** Has one of Express's parsers read the body. */
export function read(parser: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    void parser(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new Error('the body cannot be read'));
    });
  });
}
