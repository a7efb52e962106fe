import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { authenticate } from '../authentication.ts';
import type { Services } from '../services.ts';
import { mostResults, resourceTypes, schemas, serviceProviderConfig } from './discovery.ts';
import { groups } from './groups.ts';
import type { Representation, Resource, ScimCall } from './resource.ts';
import { invalid, ScimError, scimErrorHandler, sendScim } from './scim-error.ts';
import { users } from './users.ts';

const mount = '/scim/v2';

/** A group of 100,000 people is about so large. */
const largestBody = '16mb';

/**
 * SCIM 2.0 (RFC 7643 and 7644) for the organisation's identity provider, by a machine token of that scope and nothing
 * else. Who asks is known before any of the body is read.
 */
export function serveScim(app: Express, services: Services): void {
  const router = express.Router();
  router.use(admitProvisioning(services));
  router.use(express.json({ limit: largestBody, type: ['application/scim+json', 'application/json'] }));
  const base = () => `${services.publicUrl}${mount}`;
  router.get('/ServiceProviderConfig', (_, response) => {
    sendScim(response, 200, serviceProviderConfig(base()));
  });
  serveList(router, '/ResourceTypes', () => resourceTypes(base()));
  serveList(router, '/Schemas', () => schemas(base()));
  serveResource(router, '/Users', users, services);
  serveResource(router, '/Groups', groups, services);
  router.use((request) => {
    throw new ScimError(404, `There is nothing at ${request.path}.`);
  });
  router.use(scimErrorHandler);
  app.use(mount, router);
}

function admitProvisioning(services: Services): RequestHandler {
  return async (request, _response, next) => {
    const caller = await authenticate(request, services, new Date().toISOString());
    if (caller.kind === 'nobody') throw new ScimError(401, 'Send your token as `Authorization: Bearer …`.');
    if (caller.kind !== 'machine' || caller.scope !== 'scim') {
      throw new ScimError(403, 'This is for machine tokens of the scope scim.');
    }
    next();
  };
}

function serveList(router: express.Router, path: string, list: () => Representation[]): void {
  router.get(path, (_, response) => {
    const all = list();
    sendScim(response, 200, listOf(all.length, 1, all));
  });
  router.get(`${path}/:id`, ({ params: { id } }, response) => {
    const found = list().find((one) => one.id === id);
    if (found === undefined) throw new ScimError(404, `There is no ${id}.`);
    sendScim(response, 200, found);
  });
}

function serveResource(router: express.Router, path: string, resource: Resource, services: Services): void {
  const callOf = (): ScimCall => ({
    services,
    at: new Date().toISOString(),
    base: `${services.publicUrl}${mount}`,
  });
  const answer = async (request: Request, response: Response, status: number, id: string) => {
    const call = callOf();
    const wanted = wantedOf(request);
    const found = await resource.read(call, id, wanted);
    if (status === 201) response.set('Location', `${call.base}${path}/${id}`);
    sendScim(response, status, only(found, wanted));
  };
  const one = `${path}/:id`;
  router.get(path, async (request, response) => {
    const wanted = wantedOf(request);
    const [startIndex, count] = [
      Math.max(1, numberOf(request, 'startIndex', 1)),
      numberOf(request, 'count', 100),
    ];
    const page = { offset: startIndex - 1, limit: Math.min(Math.max(0, count), mostResults) };
    const { total, resources } = await resource.list(callOf(), textOf(request, 'filter'), page, wanted);
    const shown = resources.map((found) => only(found, wanted));
    sendScim(response, 200, listOf(total, startIndex, shown));
  });
  router.get(one, (request, response) => answer(request, response, 200, idOf(request)));
  router.post(path, async (request, response) => {
    await answer(request, response, 201, await resource.create(callOf(), request.body));
  });
  router.put(one, async (request, response) => {
    await resource.replace(callOf(), idOf(request), request.body);
    await answer(request, response, 200, idOf(request));
  });
  router.patch(one, async (request, response) => {
    await resource.patch(callOf(), idOf(request), request.body);
    // A group can be large, and who changes one member does not ask for all of them.
    if (resource === groups) response.status(204).end();
    else await answer(request, response, 200, idOf(request));
  });
  router.delete(one, async (request, response) => {
    await resource.remove(callOf(), idOf(request));
    response.status(204).end();
  });
}

function listOf(totalResults: number, startIndex: number, resources: Representation[]) {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}

function idOf({ params }: Request): string {
  return String(params.id);
}

function textOf({ query }: Request, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || typeof value === 'string') return value === '' ? undefined : value;
  throw invalid(`${name} can be given once.`);
}

function numberOf(request: Request, name: string, otherwise: number): number {
  const text = textOf(request, name);
  if (text === undefined) return otherwise;
  if (!/^-?\d{1,9}$/.test(text)) throw invalid(`${name} must be a whole number.`);
  return Number(text);
}

/** Which top-level attributes the client wants to see (RFC 7644, 3.4.2.5). */
function wantedOf(request: Request): (attribute: string) => boolean {
  const listed = (name: string) =>
    textOf(request, name)
      ?.split(',')
      .map((path) => path.trim().toLowerCase());
  const [attributes, excluded] = [listed('attributes'), listed('excludedAttributes')];
  const names = (list: string[], attribute: string) =>
    list.some(
      (path) => path === attribute || path.startsWith(`${attribute}.`) || path.startsWith(`${attribute}:`),
    );
  return (attribute) => {
    const name = attribute.toLowerCase();
    if (['id', 'schemas', 'meta'].includes(name)) return true;
    if (attributes !== undefined) return names(attributes, name);
    return excluded?.includes(name) !== true;
  };
}

function only(resource: Representation, wanted: (attribute: string) => boolean): Representation {
  return Object.fromEntries(Object.entries(resource).filter(([attribute]) => wanted(attribute)));
}
