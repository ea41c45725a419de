import { z } from 'zod';
import { sessionCookieName } from '../accounts/sign-in-options.ts';
import { refusalCodes } from '../protocol/refusals.ts';
import { type Route, type RouteName, routes } from '../protocol/routes.ts';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json =>
  z.toJSONSchema(schema, { target: 'openapi-3.0', io, unrepresentable: 'any' }) as Json;

const content = (schema: Json): Json => ({ 'application/json': { schema } });

const refusal: Json = {
  type: 'object',
  required: ['ok', 'code', 'detail'],
  properties: { ok: { enum: [false] }, code: { enum: refusalCodes }, detail: { type: 'string' } },
};

/** The OpenAPI document of every HTTP route, made from the schemas that check them. */
export function openApiDocument(publicUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const name of Object.keys(routes) as RouteName[]) {
    const route: Route = routes[name];
    paths[route.path] = { ...paths[route.path], [route.method]: operation(name, route) };
  }
  return {
    openapi: '3.0.3',
    info: { title: 'Debate hub', version: '1' },
    servers: [{ url: publicUrl }],
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: sessionCookieName(publicUrl) } },
    },
    paths,
  };
}

function answerContent({ produces, output }: Route): Json {
  if (produces === undefined) return content(schemaOf(output, 'output'));
  return { [produces]: { schema: { type: 'string', format: 'binary' } } };
}

function askedContent({ takesBytes }: Route, body: z.ZodType): Json {
  if (takesBytes === undefined) return content(schemaOf(body, 'input'));
  return {
    'application/octet-stream': { schema: { type: 'string', format: 'binary', maxLength: takesBytes } },
  };
}

function operation(name: RouteName, route: Route): Json {
  return {
    operationId: name,
    'x-role': route.role,
    ...(route.assurance && { 'x-assurance': route.assurance }),
    ...(route.role !== 'anyone' && { security: [{ session: [] }] }),
    parameters: Object.entries(route.params?.shape ?? {}).map(([key, schema]) => ({
      name: key,
      in: 'path',
      required: true,
      schema: schemaOf(schema as z.ZodType, 'input'),
    })),
    ...(route.body && { requestBody: { required: true, content: askedContent(route, route.body) } }),
    responses: {
      200: { description: 'Done.', content: answerContent(route) },
      default: { description: 'Refused, with a code.', content: content(refusal) },
    },
  };
}
