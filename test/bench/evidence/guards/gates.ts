import type { Guard } from './guard.ts';

export const gateGuards: readonly Guard[] = [];
