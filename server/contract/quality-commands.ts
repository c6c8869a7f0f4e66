import type { Spec } from './spec.js'

export const qualityCommands = {} satisfies Record<string, Spec>
