/** The electronic-monitoring notice that an office begins with: what Tallyboard really records. */
import type { MonitoringNotice } from '../../contract/fairness-rows.js'
import type { TeamRow } from '../../contract/rows.js'
import { SEND_AFTER_DAYS } from './note.js'

/**
 * Connecticut asks for prior written notice of electronic monitoring, posted where employees can read it,
 * that names the kinds of monitoring, and from 1 October 2026 the locations recorded (Conn. Gen. Stat.
 * 31-48d). The office's admin completes the text; nothing in it goes beyond what is recorded.
 */
export function noticeText(
  office: string,
  teams: Iterable<Pick<TeamRow, 'name' | 'location'>>,
): Omit<MonitoringNotice, 'version' | 'at'> {
  const places = [...teams].map(({ name, location }) =>
    location === null ? `- ${name}: work place not entered yet` : `- ${name}: ${location}`,
  )
  return {
    recorded: [
      'Tallyboard records by computer:',
      '- each change that somebody makes in it, with who made it and when: work taken up, steps, notes, and work set aside, moved, finished, returned or reopened;',
      '- signing in and out, and what people say of where they are: available, on a break, in training, away or off;',
      '- the minutes that a task is in hand, unless the office has switched the timing of individuals off;',
      '- shifts and leave, checks of finished work, training and skill levels, and notes to supervisors;',
      '- who looked at the record of a person, and when;',
      '- while somebody is signed in, when they last used the page, to end sessions that were left open. It is forgotten with the session;',
      '- addresses from which a sign-in failed, for some minutes and in memory only, to stop guessing of passphrases.',
      'It does not record keystrokes, the movement of the mouse, pictures of the screen, sound, pictures of people, idle time, where a computer or telephone is, or what is done outside Tallyboard.',
    ].join('\n'),
    where: [
      `Whatever device one signs in on, wherever that is. The work places of ${office}:`,
      ...places,
      'What is recorded is kept in the office’s own Tallyboard database.',
    ].join('\n'),
    seenBy: [
      '- Everyone in the office: who holds which task, what happened to a task, and where people say that they are.',
      '- The person and the leads of their team: their figures, checks, training and skill levels. The person sees who looked.',
      `- Supervisors: leave, figures of teams, and of a person only a signed note that was shown to the person first, who has ${SEND_AFTER_DAYS} days to answer it, or the record after giving a reason that the person sees.`,
      '- Administrators: names, roles, user names and skill levels.',
    ].join('\n'),
    purpose: [
      '- To share out work, meet due times and plan the day.',
      '- To check finished work and find out who needs which training.',
      '- To show afterwards what was done with a document.',
      'It is not used to rank people.',
    ].join('\n'),
  }
}
