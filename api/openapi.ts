import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import { z } from 'zod';
import type { AnyRoute } from './route.ts';
import { problem } from './schemas/problem.ts';

const problemResponse = {
  description: 'Anything else: problem details (RFC 9457).',
  content: { 'application/problem+json': { schema: problem } },
};

const headerSchemas = {
  'If-Match': z.string().meta({ description: 'The ETag of what you have seen.', example: '"1"' }),
  'Idempotency-Key': z
    .string()
    .max(255)
    .meta({ description: 'A repeat with the same key and body gets the first answer.' }),
};

/** The OpenAPI 3.1 document of the routes; requests in their input form, answers in their output form. */
export function openApiDocument(routes: readonly AnyRoute[]): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Countersign',
      version: '1.0.0',
      description:
        'Responsible use of AI, provable: ISO/IEC 42001 Annex A.9.2. Send a token as `Authorization: Bearer …`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ token: [] }],
    paths,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  });
}

/** Elsewhere, If-Match may be left out. */
const bindsToWhatWasSeen = ['amendAdoptionRequest', 'signOffAdoptionRequest'];

function operationOf(route: AnyRoute) {
  const { operationId, summary, tag, access, params, query, body, headers } = route;
  const { bodyType = 'application/json' } = route;
  const header = Object.fromEntries(
    (headers ?? []).map((name) => [
      name,
      name === 'If-Match' && bindsToWhatWasSeen.includes(operationId)
        ? headerSchemas[name]
        : headerSchemas[name].optional(),
    ]),
  );
  const required = body !== undefined && !body.safeParse({}).success;
  return {
    operationId,
    summary,
    tags: [tag],
    ...(access === 'public' ? { security: [] } : {}),
    requestParams: {
      ...(params instanceof z.ZodObject ? { path: params } : {}),
      ...(query instanceof z.ZodObject ? { query } : {}),
      ...(headers === undefined ? {} : { header: z.object(header) }),
    },
    ...(body === undefined ? {} : { requestBody: { required, content: { [bodyType]: { schema: body } } } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.responses).map(([status, { description, schema, headers: answerHeaders }]) => [
          status,
          {
            description,
            ...(schema === undefined ? {} : { content: { 'application/json': { schema } } }),
            ...(answerHeaders === undefined
              ? {}
              : {
                  headers: Object.fromEntries(
                    answerHeaders.map((name) => [name, { schema: { type: 'string' as const } }]),
                  ),
                }),
          },
        ]),
      ),
      default: problemResponse,
    },
  };
}
