import { v5 } from 'uuid'

const RULES = '6f1c1b0e-6f0a-4d55-9c53-0f5d5b8f2a11'

/** The id of a system command: the same on every node, so that what is due happens once. */
export const ruleId = (...parts: string[]) => v5(parts.join('\n'), RULES)
