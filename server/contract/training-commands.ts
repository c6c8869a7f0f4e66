import type { Spec } from './spec.js'

export const trainingCommands = {} satisfies Record<string, Spec>
