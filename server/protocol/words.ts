import { z } from 'zod';

export const Id = z.uuid();

/** An instant: milliseconds since the epoch, UTC, by the server's clock. */
export const InstantMs = z.int().nonnegative();

/** A length of time in milliseconds. */
export const DurationMs = z.int().nonnegative();

export const languages = ['kk', 'ru', 'en'] as const;
export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;

// Control, formatting and line-separating characters can make a name read as another one (threat T10).
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** One line of a person's text: trimmed, nothing invisible in it. */
export const Line = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .refine((text) => !invisible.test(text), 'invisible characters')
    .refine((text) => text.isWellFormed(), 'half a character');

// The same, but for the line breaks that a longer text may have.
const invisibleInParagraph = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u;

/** A person's text of several lines: trimmed, nothing invisible in it but its line breaks. */
export const Paragraph = (maxLength: number) =>
  z
    .string()
    .overwrite((text) => text.replace(/\r\n?/g, '\n').replaceAll('\t', ' '))
    .trim()
    .min(1)
    .max(maxLength)
    .refine((text) => !invisibleInParagraph.test(text), 'invisible characters')
    .refine((text) => text.isWellFormed(), 'half a character');

/** One text in the three languages of the campaign. */
export const Names = z.strictObject({ kk: Line(200), ru: Line(200), en: Line(200) });
export type Names = z.infer<typeof Names>;

const roles = ['viewer', 'candidate', 'moderator', 'committee', 'observer', 'organiser'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;
