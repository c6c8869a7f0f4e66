/** Every command and read by name: what goes in, what comes out. Doors, OpenAPI and the typed client come from it. */
import type { z } from 'zod'
import { balanceCommands } from './balance-commands.js'
import { fairnessCommands } from './fairness-commands.js'
import { insightCommands } from './insight-commands.js'
import { leaveCommands } from './leave-commands.js'
import { manyCommands } from './many-commands.js'
import { officeCommands } from './office-commands.js'
import { paceCommands } from './pace-commands.js'
import { planCommands } from './plan-commands.js'
import { qualityCommands } from './quality-commands.js'
import type { Spec } from './spec.js'
import { standardsCommands } from './standards-commands.js'
import { taskCommands, taskReads } from './task-commands.js'
import { timetableCommands } from './timetable-commands.js'
import { trainingCommands } from './training-commands.js'

export const commands = {
  ...taskCommands,
  ...officeCommands,
  ...taskReads,
  ...manyCommands,
  ...timetableCommands,
  ...standardsCommands,
  ...leaveCommands,
  ...planCommands,
  ...paceCommands,
  ...balanceCommands,
  ...qualityCommands,
  ...trainingCommands,
  ...fairnessCommands,
  ...insightCommands,
} satisfies Record<string, Spec>

export type Commands = typeof commands
export type CommandName = keyof Commands
export type WriteName = {
  [N in CommandName]: Commands[N]['kind'] extends 'command' ? N : never
}[CommandName]
export type ReadName = Exclude<CommandName, WriteName>
export type Input<N extends CommandName> = z.output<Commands[N]['input']>
export type RawInput<N extends CommandName> = z.input<Commands[N]['input']>
export type Output<N extends CommandName> = z.output<Commands[N]['output']>

export const isCommandName = (name: string): name is CommandName => Object.hasOwn(commands, name)
export const isWrite = (name: CommandName): name is WriteName => commands[name].kind === 'command'
