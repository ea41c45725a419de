import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type RequestName, requests } from '../../../../server/protocol/requests.ts';

type Shape = {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
  minItems?: number;
  pattern?: string;
  minLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  multipleOf?: number;
};

/** What ids and texts are by the names of their fields; a function draws one anew each time. */
export type Known = Record<string, string | (() => string)>;

const texts = ['A reason', 'audio/opus', 'AA:BB:CC', '1'];

/** An input that the contract takes, so that nothing but authority and moment can refuse it. */
export function validInput(name: RequestName, known: Known): Record<string, unknown> {
  const { input } = requests[name];
  const shape = z.toJSONSchema(input, { io: 'input' }) as Shape;
  const value = valueFor(shape, '', known) as Record<string, unknown>;
  const parsed = input.safeParse(value);
  if (!parsed.success) throw new Error(`made no valid input of ${name}: ${parsed.error.message}`);
  return value;
}

/** The names of an input's own fields. */
export function fieldsOf(name: RequestName): string[] {
  return Object.keys(requests[name].input.shape);
}

function valueFor(shape: Shape, field: string, known: Known): unknown {
  const { [field]: given } = known;
  if (given !== undefined) return typeof given === 'string' ? given : given();
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return shape.enum[0];
  if (shape.anyOf) return valueFor(shape.anyOf[0] as Shape, field, known);
  if (shape.type === 'object') return objectOf(shape, known);
  if (shape.type === 'array')
    return Array.from({ length: shape.minItems ?? 0 }, () => valueFor(shape.items ?? {}, '', known));
  if (shape.type === 'integer' || shape.type === 'number') return numberOf(shape);
  return shape.type === 'boolean' ? true : textOf(shape);
}

/** Only what is required: what is optional would ask for more. */
function objectOf({ properties = {}, required = [] }: Shape, known: Known): Record<string, unknown> {
  return Object.fromEntries(
    required.map((field) => [field, valueFor(properties[field] ?? {}, field, known)] as const),
  );
}

function numberOf({ minimum, exclusiveMinimum, multipleOf }: Shape): number {
  const least = Math.max(minimum ?? 0, exclusiveMinimum === undefined ? 0 : exclusiveMinimum + 1);
  return multipleOf === undefined ? least : Math.max(1, Math.ceil(least / multipleOf)) * multipleOf;
}

function textOf({ pattern }: Shape): string {
  const expected = pattern === undefined ? /^/ : new RegExp(pattern);
  const found = [...texts, randomUUID()].find((text) => expected.test(text));
  if (found === undefined) throw new Error(`no text fits ${pattern}`);
  return found;
}
