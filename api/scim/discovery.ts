import SCIMMY from 'scimmy';
import { groupSchema } from './groups.ts';
import type { Representation } from './resource.ts';
import { enterpriseSchema, userSchema } from './user.ts';

/** At most so many resources come at a time. */
export const mostResults = 200;

/** What a client can rely on here (RFC 7643, 5). */
export function serviceProviderConfig(base: string): Representation {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: mostResults },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: false },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'A machine token of the scope scim, issued by an administrator.',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  };
}

export function resourceTypes(base: string): Representation[] {
  const type = (id: string, schema: string, schemaExtensions: object[]) => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id,
    name: id,
    endpoint: `/${id}s`,
    description: id,
    schema,
    schemaExtensions,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${id}` },
  });
  return [
    type('User', userSchema, [{ schema: enterpriseSchema, required: false }]),
    type('Group', groupSchema, []),
  ];
}

/** The attributes of each schema that we keep; a client that reads this sends no others. */
const kept: Record<string, string[]> = {
  [userSchema]: ['userName', 'name', 'displayName', 'timezone', 'active', 'emails'],
  [groupSchema]: ['displayName', 'members'],
  [enterpriseSchema]: ['department', 'manager'],
};

/** The standard's own descriptions (RFC 7643, 8.7), as the library has them, of what is kept here. */
export function schemas(base: string): Representation[] {
  const { User, Group, EnterpriseUser } = SCIMMY.Schemas;
  return [User, Group, EnterpriseUser].map(({ definition }) => {
    const described = JSON.parse(JSON.stringify(definition.describe(`${base}/Schemas`))) as {
      id: string;
      attributes: { name: string; subAttributes?: { name: string }[] }[];
    };
    const attributes = described.attributes.filter(({ name }) => kept[described.id]?.includes(name));
    return { ...described, attributes };
  });
}
