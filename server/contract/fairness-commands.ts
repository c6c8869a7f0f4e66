import type { Spec } from './spec.js'

export const fairnessCommands = {} satisfies Record<string, Spec>
